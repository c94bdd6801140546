/// Why bytes are not what the server sends in a COPY.
struct CopyFault: Error, Equatable {
  var message: String
  init(_ message: String) { self.message = message }
}
