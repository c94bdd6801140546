internal import CLibpq

/// What the server says beside its answers. A class, because libpq keeps a pointer to it.
final class Notices {
  var handler: ((_ severity: String, _ message: String) -> Void)?

  func listen(to connection: OpaquePointer) {
    unsafe PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context = unsafe context else { return }
        let notices = unsafe Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue()
        func field(_ code: UInt8) -> String {
          unsafe PQresultErrorField(result, Int32(code)).map { unsafe String(cString: $0) } ?? ""
        }
        notices.handler?(field(UInt8(ascii: "V")), field(UInt8(ascii: "M")))
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
