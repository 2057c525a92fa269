# sh on-disk.sh DIR SIZE OPTIONS FILL COMMAND...
# Mounts a fresh file system of SIZE (MKFS: what makes it; MAKE_TARGET: what makes the target), made of a file in DIR, at DIR/mount in a mount namespace of its own; copies DIR/base into it as
# `target`, runs FILL there, remounts it with OPTIONS, runs COMMAND, and lists what is in the target then.
set -e
dir=$1 size=$2 options=$3 fill=$4
shift 4
truncate -s "$size" "$dir/disk"
${MKFS:-mkfs.ext4 -q -F -N 256} "$dir/disk" >/dev/null
mkdir "$dir/mount"
mount -o loop "$dir/disk" "$dir/mount"
${MAKE_TARGET:-mkdir} "$dir/mount/target" >/dev/null
cp -a "$dir/base/." "$dir/mount/target"
cd "$dir/mount"
sh -ec "$fill" >/dev/null
mount -o "remount,$options" "$dir/mount"
"$@" || true
cd /
(cd "$dir/mount" && ls -A . | grep layover; find target | sort | sed 's/^/found /'; cat target/f) 2>/dev/null || true
umount "$dir/mount"
