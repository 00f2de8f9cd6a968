import Foundation

/// Runs the jobs of tasks on threads of their own, so that a server of the tests answers in time although the tests
/// keep every thread of the pool busy.
final class ThreadPerJob: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    Thread.detachNewThread { [self] in withExtendedLifetime(self) { job.runSynchronously(on: executor) } }
  }
}
