import Foundation

/// What the system keeps of the memory of a program that crashed.
enum MemoryDump {
  /// Keeps nothing: there are secrets in it.
  static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
