internal import Foundation

/// The Equal Earth projection of the sphere: areas keep their proportions.
///
/// Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of Geographical
/// Information Science 33 (3), 2019, 454-465 (online 2018), equations 1 to 3 and the coefficients A1 to A4.
enum EqualEarth {
  private static let (a1, a2, a3, a4) = (1.340264, -0.081106, 0.000893, 0.003796)

  /// Where a place lies on a sphere of radius 1, seen from the meridian 0; both in degrees. x grows eastwards to
  /// `edge.x` at 180 degrees, y northwards to `edge.y` at the pole.
  static func project(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
    let root = 3.0.squareRoot()
    let theta = asin(root / 2 * sin(latitude * .pi / 180))
    let square = theta * theta
    let sixth = square * square * square
    let slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    let x = 2 * root * (longitude * .pi / 180) * cos(theta) / (3 * slope)
    return (x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square)))
  }

  /// How far the projection reaches to the east and to the north.
  static var edge: (x: Double, y: Double) {
    (project(longitude: 180, latitude: 0).x, project(longitude: 0, latitude: 90).y)
  }
}
