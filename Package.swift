// swift-tools-version: 6.2
import PackageDescription

// A warning is an error with the compilers this code was written for. A newer compiler may warn about
// something new; that must not keep a user from building.
#if compiler(<6.4)
  let warnings: [SwiftSetting] = [.treatAllWarnings(as: .error)]
#else
  let warnings: [SwiftSetting] = []
#endif

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + warnings

let package = Package(
  name: "rollcall",
  products: [
    .executable(name: "rollcall", targets: ["rollcall"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
  ],
  targets: [
    // Floor 0: C shims and the folders sql/ and seeds/ as bytes.
    .systemLibrary(name: "CLibpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(name: "CUchardet", providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
    .systemLibrary(
      name: "CXlsxwriter", providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(name: "CEmbeddedFiles"),
    .target(name: "EmbeddedFiles", dependencies: ["CEmbeddedFiles"], swiftSettings: settings),

    // Floor 1: general tools. None has heard of a petition; none imports another.
    .target(name: "Postgres", dependencies: ["CLibpq"], swiftSettings: settings),
    .target(name: "CSV", dependencies: ["CZlib", "CZstd", "CUchardet"], swiftSettings: settings),
    .target(name: "Pages", swiftSettings: settings),
    .target(name: "Sheets", dependencies: ["CXlsxwriter"], swiftSettings: settings),
    .target(name: "LocalServer", swiftSettings: settings),

    // Floor 2: the domain.
    .target(
      name: "Roll",
      dependencies: [
        "Postgres", "CSV", "EmbeddedFiles", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),

    // Floor 3: one value, many faces.
    .target(name: "Reports", dependencies: ["Roll", "Pages", "Postgres", "CSV"], swiftSettings: settings),

    // Floor 4: the program.
    .executableTarget(
      name: "rollcall",
      dependencies: [
        "Roll", "Reports", "Postgres", "CSV", "Pages", "Sheets", "LocalServer", "EmbeddedFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .target(
      name: "PostgresTesting", dependencies: ["Postgres", "LocalServer"], path: "Tests/PostgresTesting",
      swiftSettings: settings),
    .testTarget(
      name: "PostgresTests", dependencies: ["Postgres", "PostgresTesting"],
      exclude: ["MustNotCompile"], swiftSettings: settings),
    .testTarget(name: "CSVTests", dependencies: ["CSV"], swiftSettings: settings),
    .testTarget(name: "SheetsTests", dependencies: ["Sheets"], swiftSettings: settings),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages"], exclude: ["Golden"], swiftSettings: settings),
    // A program for the tests to kill and to start several times at once.
    .executableTarget(
      name: "server-trial", dependencies: ["LocalServer"], path: "Tests/server-trial", swiftSettings: settings
    ),
    .testTarget(
      name: "LocalServerTests", dependencies: ["LocalServer", "server-trial"], swiftSettings: settings),
    .testTarget(
      name: "RollTests", dependencies: ["Roll", "Postgres", "PostgresTesting", "EmbeddedFiles"],
      exclude: ["Platforms"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Roll", "Postgres", "CSV", "Pages", "EmbeddedFiles", "PostgresTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "RollcallTests", dependencies: ["rollcall"], exclude: ["Sessions"], swiftSettings: settings),
    // What scripts/bench postgres compares with its peers.
    .executableTarget(
      name: "postgres-bench", dependencies: ["Postgres"], path: "Tests/postgres-bench", exclude: ["peer"],
      swiftSettings: settings),
    .testTarget(name: "HouseTests", dependencies: ["rollcall"], swiftSettings: settings),
  ],
  cLanguageStandard: .c2x
)
