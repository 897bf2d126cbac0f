#pragma once
#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

/* git_libgit2_opts is variadic, which Swift cannot call. */
static inline int gatebook_git_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
static inline int gatebook_git_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}
static inline int gatebook_git_set_extensions(void) {
  const char *known[] = {"objectformat", "partialclone", "preciousobjects", "relativeworktrees", "worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}
static inline int gatebook_git_set_cache_size(ssize_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}
static inline int gatebook_git_set_cache_limit(git_object_t type, size_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, type, bytes);
}
static inline int gatebook_git_set_window(size_t window, size_t mapped) {
  int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
  return code ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, mapped);
}

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The four bytes of `word` stand somewhere in `bytes`. */
static inline int gatebook_holds(const void *bytes, size_t count, const char *word) {
  const char *at = bytes, *end = at + count;
  while (end - at >= 4 && (at = memchr(at, word[0], end - at - 3))) {
    if (memcmp(at, word, 4) == 0) return 1;
    at++;
  }
  return 0;
}

/* `path` below the folder `root`, opened name by name, so that a symbolic link on the way ends it. */
static inline int gatebook_open_by_names(int root, const char *path, int flags) {
  for (int folder = root;;) {
    char name[256];
    size_t length = strcspn(path, "/");
    int next = -1, is_last = path[length] == 0;
    if (length >= sizeof name) {
      errno = ENAMETOOLONG;
    } else {
      memcpy(name, path, length);
      name[length] = 0;
      if (strcmp(name, "..") == 0) errno = EXDEV;
      else next = openat(folder, name, is_last ? flags : __O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    if (folder != root) {
      int reason = errno;
      close(folder);
      errno = reason;
    }
    if (next < 0 || is_last) return next;
    folder = next;
    path += length + 1;
  }
}

/* Opens `path` below the folder `root` for reading without following any symbolic link on the way and without
   waiting for a FIFO's writer. openat2 is a bare system call, hence variadic. */
static inline int gatebook_open_beneath(int root, const char *path) {
  struct open_how how = {0};
  how.flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  int file = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
  if (file < 0 && (errno == ENOSYS || errno == EPERM)) file = gatebook_open_by_names(root, path, (int)how.flags);
  return file;
}
