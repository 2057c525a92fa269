/*
 * What a hostile job leaves behind: `corpus KIND` fills the working directory and prints one line for each thing it
 * tried, `NAME: ok` or `NAME: ERRNO`. A kind that must succeed as a whole ends with `corpus: ERRNO` and status 1.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

static void say(const char *what, long result) {
  printf("%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "ok");
}

static void must(long result, const char *what) {
  if (result >= 0) return;
  printf("corpus %s: %s\n", what, strerrorname_np(errno));
  exit(1);
}

static void make_file(const char *name, mode_t mode) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, mode);
  must(fd, name);
  must(write(fd, "x\n", 2), name);
  close(fd);
}

static void enter(const char *name) {
  must(mkdir(name, 0755), name);
  must(chdir(name), name);
}

/* Every byte a name may hold, alone; and names that mean something to somebody. */
static void make_names(void) {
  static const char *const names[] = {
      "...",   "-rf",    "~",       " ",         "a b",        "back\\slash", "%2e%2e",       "trailing.",
      "CON",   "a\nM etc",   "\r\r",      "\x1b[2J",    "\x1b]0;title\x07", "\x9b" "31m", "\xc2\x9b" "31m",
      "\xe2\x80\xae" "gpj.exe",     "\xe2\x81\xa6" "x",        "\xff\xfe",    "\xc0\xaf",       "\xed\xa0\x80",
      "$(touch x)", "`id`", "'", "\"", "a=b", "a:b,c", "{\"path\":1}",
  };
  char name[256] = "";
  for (int byte = 1; byte < 256; byte++) {
    if (byte == '/' || byte == '.') continue;
    snprintf(name, sizeof name, "%c", byte);
    make_file(name, 0644);
  }
  for (size_t at = 0; at < sizeof names / sizeof *names; at++)
    if (access(names[at], F_OK) < 0) make_file(names[at], 0644);
  memset(name, 0xff, 255);
  make_file(name, 0644);
  memset(name, 'n', 255);
  make_file(name, 0644);
}

/* Deletions and opaque directories, as a tar would have them. */
static void make_whiteout_names(void) {
  static const char *const names[] = {".wh.etc", ".wh..wh..opq", ".wh..wh.plnk", ".wh.", ".wh..", ".wh..."};
  for (size_t at = 0; at < sizeof names / sizeof *names; at++) make_file(names[at], 0644);
  must(mkdir(".wh.d", 0755), ".wh.d");
}

static void make_socket(const char *name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", name);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  must(fd, "socket");
  must(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
}

static void make_specials(void) {
  char name[16];
  for (int at = 0; at < 64; at++) {
    snprintf(name, sizeof name, "fifo%02d", at);
    must(mkfifo(name, 0666), name);
  }
  make_socket("socket");
  say("character", mknod("null", S_IFCHR | 0666, makedev(1, 3)));
  say("whiteout", mknod("whiteout", S_IFCHR | 0666, makedev(0, 0)));
  say("block", mknod("disk", S_IFBLK | 0666, makedev(8, 0)));
}

/* As large as the file system has them. */
static void make_sparse(void) {
  int fd = open("sparse", O_WRONLY | O_CREAT | O_EXCL, 0644);
  must(fd, "open");
  off_t size = INT64_MAX;
  while (size > 4096 && ftruncate(fd, size) < 0) size = (size >> 1) & ~(off_t)4095;
  /* What lies between the last failure and the first success: ext4 ends a page below 16 TiB. */
  for (off_t step = size >> 1; step >= 4096; step >>= 1)
    if (ftruncate(fd, size + step) == 0) size += step;
  must(pwrite(fd, "middle", 6, size >> 1), "pwrite");
  printf("size: %lld\n", (long long)size);
}

static long fill(const char *name, const char *prefix, size_t bytes) {
  static char value[65536];
  char key[256];
  long count = 0;
  memset(value, 'v', sizeof value);
  for (;; count++) {
    snprintf(key, sizeof key, "user.%s%05ld", prefix, count);
    if (setxattr(name, key, value, bytes, 0) < 0 || count == 2000) return count;
  }
}

/* Few large and many small ones, on files and directories; names that would break a record of a tar. */
static void make_xattrs(void) {
  make_file("large", 0644);
  make_file("small", 0644);
  make_file("odd", 0644);
  must(mkdir("directory", 0755), "mkdir");
  printf("large: %ld\n", fill("large", "large", 65536));
  printf("small: %ld\n", fill("small", "s", 1));
  printf("directory: %ld\n", fill("directory", "d", 16));
  say("newline", setxattr("odd", "user.a\nb", "x", 1, 0));
  say("bytes", setxattr("odd", "user.\xff\xfe", "x", 1, 0));
  say("empty", setxattr("odd", "user.empty", "", 0, 0));
}

static void make_record_xattr(void) {
  make_file("odd", 0644);
  must(setxattr("odd", "user.a=path", "../../escaped", 13, 0), "setxattr");
}

/* The overlay's own attributes, forged: over directories of the lower that have something to hide or to show. */
static void forge(const char *path) {
  static const char *const marks[][2] = {
      {"opaque", "y"}, {"opaque", "x"}, {"redirect", "/etc"}, {"metacopy", ""},   {"origin", "\x01"}, {"upper", "\x01"},
      {"impure", "y"}, {"whiteout", ""}, {"nlink", "U+1"},    {"protattr", "i"},  {"xwhiteouts", ""}, {"uuid", "u"},
      {"overlay.opaque", "y"}, {"overlay.redirect", "/etc"},  {"overlay.overlay.opaque", "y"},
  };
  static const char *const prefixes[] = {"user.overlay.", "trusted.overlay."};
  char name[128];
  for (size_t prefix = 0; prefix < 2; prefix++)
    for (size_t at = 0; at < sizeof marks / sizeof *marks; at++) {
      snprintf(name, sizeof name, "%s%s", prefixes[prefix], marks[at][0]);
      long result = setxattr(path, name, marks[at][1], strlen(marks[at][1]), 0);
      if (at == 0) say(name, result);
    }
  say("user.fuseoverlayfs.opaque", setxattr(path, "user.fuseoverlayfs.opaque", "y", 1, 0));
  say("user.containers.override_stat", setxattr(path, "user.containers.override_stat", "0:0:0777", 8, 0));
  say("security.selinux", setxattr(path, "security.selinux", "x", 1, 0));
}

static void make_marks(void) {
  forge("/srv/base/dir");
  forge("/srv/base/file");
  must(mkdir("fresh", 0755), "mkdir");
  forge("fresh");
  make_file("file", 0644);
  forge("file");
}

static void make_setuid(void) {
  struct vfs_cap_data caps = {.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE,
                              .data = {{.permitted = 1u << CAP_NET_RAW}}};
  make_file("by-chmod", 0755);
  say("chmod", chmod("by-chmod", 06755));
  int fd = open("by-open", O_WRONLY | O_CREAT | O_EXCL, 06755);
  say("open", fd);
  say("mknod", mknod("by-mknod", S_IFREG | 06755, 0));
  say("link", link("by-chmod", "by-link"));
  make_file("by-caps", 0755);
  say("capability", setxattr("by-caps", "security.capability", &caps, sizeof caps, 0));
  must(mkdir("setgid", 0755), "mkdir");
  say("setgid", chmod("setgid", 02777));
  must(mkdir("sticky", 0755), "mkdir");
  say("sticky", chmod("sticky", 01777));
  say("lower", chmod("/srv/base/file", 04755));
}

static void make_modes(void) {
  enter("closed");
  make_file("file", 0644);
  enter("inner");
  make_file("file", 0);
  must(chdir("../.."), "chdir");
  must(chmod("closed/inner", 0), "chmod");
  must(chmod("closed", 0), "chmod");
  make_file("unreadable", 0);
}

static void set_flag(const char *name, int flag) {
  char what[32];
  int fd = open(name, O_RDONLY), flags = 0;
  must(fd, name);
  must(ioctl(fd, FS_IOC_GETFLAGS, &flags), "FS_IOC_GETFLAGS");
  flags |= flag;
  snprintf(what, sizeof what, "%s %x", name, (unsigned)flag);
  say(what, ioctl(fd, FS_IOC_SETFLAGS, &flags));
}

static void make_flags(void) {
  make_file("immutable", 0644);
  make_file("append", 0644);
  set_flag("immutable", FS_IMMUTABLE_FL);
  set_flag("append", FS_APPEND_FL);
}

static void make_links(void) {
  char name[64];
  make_file("first", 0644);
  for (int at = 1; at < 60000; at++) {
    if (at % 20000 == 1) {
      snprintf(name, sizeof name, "d%d", at / 20000);
      must(mkdir(name, 0755), name);
    }
    snprintf(name, sizeof name, "d%d/%05d", (at - 1) / 20000, at);
    must(link("first", name), name);
  }
}

static void make_times(void) {
  static const int64_t seconds[] = {-1, -1000000000, -2147483648LL, -62135596800LL, 0, 1, 2147483648LL, 4294967296LL,
                                    15032385535LL, 16725225600LL, 8640000000001LL, INT64_MAX, INT64_MIN};
  for (size_t at = 0; at < sizeof seconds / sizeof *seconds; at++) {
    char name[16];
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = seconds[at], .tv_nsec = 999999999}};
    snprintf(name, sizeof name, "t%02zu", at);
    make_file(name, 0644);
    say(name, utimensat(AT_FDCWD, name, times, 0));
  }
}

static void make_symlinks(const char *canary) {
  static char far[4096];
  static const char *const targets[][2] = {
      {"self", "self"},         {"a", "b"},         {"b", "a"},      {"dot", "."},       {"grow", "grow/grow"}, {"up", ".."},
      {"root", "/"},            {"passwd", "/etc/passwd"},           {"climb", "../../../../../../../../etc/passwd"},
      {"proc", "/proc/self/root"}, {"cwd", "/proc/self/cwd"},        {"fd", "/dev/fd/0"}, {"escape", "\x1b]0;x\x07"},
  };
  for (size_t at = 0; at < sizeof targets / sizeof *targets; at++) must(symlink(targets[at][1], targets[at][0]), targets[at][0]);
  memset(far, 'x', sizeof far - 1);
  must(symlink(far, "far"), "far");
  must(symlink(canary, "canary"), "canary");
  /* Where the lower has a directory and a file, ways out of the view. */
  must(rename("/srv/base/dir/a", "moved"), "rename");
  must(unlink("/srv/base/dir/b"), "unlink");
  must(rmdir("/srv/base/dir"), "rmdir");
  must(symlink(canary, "/srv/base/dir"), "symlink");
  must(unlink("/srv/base/file"), "unlink");
  must(mkfifo("/srv/base/file", 0644), "mkfifo");
}

static void make_many(void) {
  char name[16];
  for (int at = 0; at < 100000; at++) {
    snprintf(name, sizeof name, "f%d", at);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 04755);
    must(fd, name);
    close(fd);
  }
}

static void go_down(int levels, const char *name) {
  for (int level = 0; level < levels; level++) enter(name);
  make_file("bottom", 0644);
}

static void make_deep(void) { go_down(1500, "deep"); }
static void make_abyss(void) { go_down(70000, "d"); }

static void make_wide_names(void) {
  char name[256] = "";
  memset(name, 'w', 255);
  go_down(200, name);
}

struct kind {
  const char *name;
  void (*make)(void);
};

static const struct kind kinds[] = {
    {"names", make_names},       {"whiteout-names", make_whiteout_names}, {"specials", make_specials}, {"sparse", make_sparse},
    {"xattrs", make_xattrs},     {"record-xattr", make_record_xattr},     {"marks", make_marks},       {"setuid", make_setuid},
    {"modes", make_modes},       {"flags", make_flags},                   {"links", make_links},       {"times", make_times},
    {"many", make_many},         {"deep", make_deep},                     {"abyss", make_abyss},       {"wide", make_wide_names},
};

int main(int count, char **words) {
  const char *kind = count > 1 ? words[1] : "";
  umask(0);
  if (strcmp(kind, "symlinks") == 0) return make_symlinks(words[2]), 0;
  for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
    if (strcmp(kind, kinds[at].name) == 0) return kinds[at].make(), 0;
  fprintf(stderr, "corpus: no kind '%s'\n", kind);
  return 2;
}
