/* The wrappers, one for each method of `Syscalls` in ../syscalls.ts, which states what they do. */
#ifndef LAYOVER_WRAPPERS_H
#define LAYOVER_WRAPPERS_H

#include <node_api.h>

/* files.c */
napi_value call_open(napi_env env, napi_callback_info info);
napi_value call_openat2(napi_env env, napi_callback_info info);
napi_value call_close(napi_env env, napi_callback_info info);
napi_value call_flock(napi_env env, napi_callback_info info);
napi_value call_has_writer(napi_env env, napi_callback_info info);
napi_value call_syncfs(napi_env env, napi_callback_info info);
napi_value call_statfs(napi_env env, napi_callback_info info);
napi_value call_get_inode_flags(napi_env env, napi_callback_info info);
napi_value call_set_inode_flags(napi_env env, napi_callback_info info);

/* stat.c */
napi_value call_stat(napi_env env, napi_callback_info info);
napi_value call_find_stat(napi_env env, napi_callback_info info);

/* directory.c */
napi_value call_read_directory(napi_env env, napi_callback_info info);
napi_value call_read_directory_stats(napi_env env, napi_callback_info info);

/* packed-directory.c */
napi_value call_read_packed_directory(napi_env env, napi_callback_info info);

/* names.c */
napi_value call_readlink(napi_env env, napi_callback_info info);
napi_value call_mkdir(napi_env env, napi_callback_info info);
napi_value call_mknod(napi_env env, napi_callback_info info);
napi_value call_symlink(napi_env env, napi_callback_info info);
napi_value call_link(napi_env env, napi_callback_info info);
napi_value call_unlink(napi_env env, napi_callback_info info);
napi_value call_rmdir(napi_env env, napi_callback_info info);
napi_value call_rename(napi_env env, napi_callback_info info);

/* metadata.c */
napi_value call_chown(napi_env env, napi_callback_info info);
napi_value call_chmod(napi_env env, napi_callback_info info);
napi_value call_utimes(napi_env env, napi_callback_info info);

/* xattr.c */
napi_value call_get_xattrs(napi_env env, napi_callback_info info);
napi_value call_get_xattr(napi_env env, napi_callback_info info);
napi_value call_set_xattr(napi_env env, napi_callback_info info);
napi_value call_remove_xattr(napi_env env, napi_callback_info info);

/* copy.c */
napi_value call_clone_file(napi_env env, napi_callback_info info);
napi_value call_copy_range(napi_env env, napi_callback_info info);
napi_value call_dedupe_range(napi_env env, napi_callback_info info);
napi_value call_shared_extents(napi_env env, napi_callback_info info);
napi_value call_seek_data(napi_env env, napi_callback_info info);
napi_value call_seek_hole(napi_env env, napi_callback_info info);

/* copy-small.c */
napi_value call_copy_small(napi_env env, napi_callback_info info);

/* sockets.c */
napi_value call_socketpair(napi_env env, napi_callback_info info);
napi_value call_pipe(napi_env env, napi_callback_info info);
napi_value call_send_with_descriptors(napi_env env, napi_callback_info info);
napi_value call_receive_descriptor(napi_env env, napi_callback_info info);

/* terminal.c */
napi_value call_get_window_size(napi_env env, napi_callback_info info);
napi_value call_set_window_size(napi_env env, napi_callback_info info);

/* namespaces.c */
napi_value call_unshare(napi_env env, napi_callback_info info);
napi_value call_chroot(napi_env env, napi_callback_info info);
napi_value call_chdir(napi_env env, napi_callback_info info);
napi_value call_fchdir(napi_env env, napi_callback_info info);
napi_value call_raise_loopback(napi_env env, napi_callback_info info);
napi_value call_set_subreaper(napi_env env, napi_callback_info info);
napi_value call_reap(napi_env env, napi_callback_info info);
napi_value call_has_children(napi_env env, napi_callback_info info);

/* mounts.c */
napi_value call_open_tree(napi_env env, napi_callback_info info);
napi_value call_move_mount(napi_env env, napi_callback_info info);
napi_value call_fsopen(napi_env env, napi_callback_info info);
napi_value call_fsconfig(napi_env env, napi_callback_info info);
napi_value call_fsmount(napi_env env, napi_callback_info info);
napi_value call_set_mount_attributes(napi_env env, napi_callback_info info);
napi_value call_umount(napi_env env, napi_callback_info info);
napi_value call_mount_of(napi_env env, napi_callback_info info);
napi_value call_mounts_of(napi_env env, napi_callback_info info);

#endif
