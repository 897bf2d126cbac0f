// Shows the thread sanitizer what it cannot see: a Mutex of Swift's that several threads want at once is handed over by the kernel, in
// a library that is built without instrumentation. Without this, data that a Mutex guards is told as a race. ci/sanitize preloads it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

__attribute__((weak)) void __tsan_acquire(void *place);
__attribute__((weak)) void __tsan_release(void *place);

#define MUTEX __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

typedef MUTEX void (*Lock)(uint32_t thread, SELF mutex);
typedef MUTEX void (*Unlock)(SELF mutex);

MUTEX void lockSlow(uint32_t thread, SELF mutex) __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
MUTEX void unlockSlow(SELF mutex) __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

MUTEX void lockSlow(uint32_t thread, SELF mutex) {
  static Lock real;
  if (!real) real = (Lock)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
  real(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

MUTEX void unlockSlow(SELF mutex) {
  static Unlock real;
  if (!real) real = (Unlock)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
  if (__tsan_release) __tsan_release(mutex);
  real(mutex);
}
