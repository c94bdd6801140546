import Testing

@testable import LocalServer

/// Certificates of authorities that live as long as the tests do, made with the `openssl` program in one folder. Key files
/// belong to the account that the tests' servers run as, and nobody else can read them.
struct Certificates {
  /// The pass phrase of `locked.key`.
  static let passPhrase = "L0cked-by-this"

  let directory: String

  /// Makes the folder and all that is in it:
  ///
  /// - `authority.crt`, who is to be trusted, and `stranger.crt`, who is not;
  /// - `server.crt` for localhost and 127.0.0.1;
  /// - `client.crt` for the role of that name; `expired.crt` and `revoked.crt` for the same role, and `foreign.crt`, which
  ///   the stranger signed;
  /// - `authority.crl`, which names the revoked client, and `servers.crl`, which also names the server;
  /// - a `.key` for each; besides `open.key`, which everybody may read, and `locked.key`, which needs the pass phrase, both
  ///   for `client.crt`.
  init(in directory: String, client: String, account: ServerAccount) throws {
    self.directory = directory
    try Files.makePrivateDirectory(directory, for: account)
    let command = try account.command(
      "/bin/sh", ["-c", Self.script, "sh", directory, client, Self.passPhrase], endingWithUs: true)
    let outcome = try command.run()
    guard outcome.succeeded else {
      throw LocalServerError(.io, "openssl cannot make certificates: \(outcome.lastLines)")
    }
  }

  /// The path of one of the files, also of one that is not there.
  func path(_ name: String) -> String { "\(directory)/\(name)" }

  private static let script = #"""
    set -e
    cd "$1"
    new_key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    authority() {
      mkdir "$1"
      : > "$1/index.txt"
      cat > "$1/config" <<END
    [ca]
    default_ca = this
    [this]
    database = $1/index.txt
    new_certs_dir = $1
    certificate = $1.crt
    private_key = $1.key
    default_md = sha256
    default_days = 30
    default_crl_days = 30
    rand_serial = yes
    unique_subject = no
    copy_extensions = copy
    policy = any
    [any]
    commonName = supplied
    END
      openssl req -x509 $new_key -days 30 -subj "/CN=$1" -keyout "$1.key" -out "$1.crt"
    }
    # Who signs, whose it is, the name of the file, and what else to say.
    certificate() {
      signer=$1 subject=$2 file=$3
      shift 3
      openssl req -new $new_key -subj "/CN=$subject" -addext "subjectAltName=${names:-DNS:$subject}" \
        -keyout "$file.key" -out "$file.request"
      openssl ca -batch -notext -config "$signer/config" -in "$file.request" -out "$file.crt" "$@"
    }
    authority authority
    authority stranger
    names=DNS:localhost,IP:127.0.0.1 certificate authority server server
    certificate authority "$2" client
    certificate authority "$2" revoked
    certificate authority "$2" expired -startdate 20200101000000Z -enddate 20200201000000Z
    certificate stranger "$2" foreign
    openssl ca -config authority/config -revoke revoked.crt
    openssl ca -config authority/config -gencrl -out authority.crl
    openssl ca -config authority/config -revoke server.crt
    openssl ca -config authority/config -gencrl -out servers.crl
    openssl pkey -in client.key -aes256 -passout "pass:$3" -out locked.key
    cp client.key open.key
    chmod 644 open.key
    """#
}
