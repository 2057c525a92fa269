/*
 * The addon: thin, synchronous wrappers of system calls, registered from one table. Its
 * only state is one function per environment, so each thread may load it and all may call it at once.
 */
#include <node_api.h>
#include <stddef.h>

#include "stat.h"
#include "wrappers.h"

static const struct {
  const char *name;
  napi_callback function;
} METHODS[] = {
    {"open", call_open},
    {"openat2", call_openat2},
    {"close", call_close},
    {"stat", call_stat},
    {"findStat", call_find_stat},
    {"readDirectory", call_read_directory},
    {"readDirectoryStats", call_read_directory_stats},
    {"readPackedDirectory", call_read_packed_directory},
    {"readlink", call_readlink},
    {"mkdir", call_mkdir},
    {"mknod", call_mknod},
    {"symlink", call_symlink},
    {"link", call_link},
    {"unlink", call_unlink},
    {"rmdir", call_rmdir},
    {"rename", call_rename},
    {"chown", call_chown},
    {"chmod", call_chmod},
    {"utimes", call_utimes},
    {"getXattrs", call_get_xattrs},
    {"getXattr", call_get_xattr},
    {"setXattr", call_set_xattr},
    {"removeXattr", call_remove_xattr},
    {"getInodeFlags", call_get_inode_flags},
    {"setInodeFlags", call_set_inode_flags},
    {"cloneFile", call_clone_file},
    {"copyRange", call_copy_range},
    {"copySmall", call_copy_small},
    {"dedupeRange", call_dedupe_range},
    {"sharedExtents", call_shared_extents},
    {"seekData", call_seek_data},
    {"seekHole", call_seek_hole},
    {"syncfs", call_syncfs},
    {"statfs", call_statfs},
    {"flock", call_flock},
    {"hasWriter", call_has_writer},
    {"socketpair", call_socketpair},
    {"pipe", call_pipe},
    {"sendWithDescriptors", call_send_with_descriptors},
    {"receiveDescriptor", call_receive_descriptor},
    {"getWindowSize", call_get_window_size},
    {"setWindowSize", call_set_window_size},
    {"unshare", call_unshare},
    {"chroot", call_chroot},
    {"chdir", call_chdir},
    {"fchdir", call_fchdir},
    {"raiseLoopback", call_raise_loopback},
    {"setSubreaper", call_set_subreaper},
    {"reap", call_reap},
    {"hasChildren", call_has_children},
    {"openTree", call_open_tree},
    {"moveMount", call_move_mount},
    {"fsopen", call_fsopen},
    {"fsconfig", call_fsconfig},
    {"fsmount", call_fsmount},
    {"setMountAttributes", call_set_mount_attributes},
    {"umount", call_umount},
    {"mountOf", call_mount_of},
    {"mountsOf", call_mounts_of},
};

enum { METHOD_COUNT = sizeof METHODS / sizeof METHODS[0] };

NAPI_MODULE_INIT() {
  if (prepare_stats(env) != napi_ok) return NULL; /* with the exception pending */
  napi_property_descriptor properties[METHOD_COUNT];
  for (size_t at = 0; at < METHOD_COUNT; at += 1) {
    properties[at] = (napi_property_descriptor){
        .utf8name = METHODS[at].name, .method = METHODS[at].function, .attributes = napi_enumerable};
  }
  napi_define_properties(env, exports, METHOD_COUNT, properties);
  return exports;
}
