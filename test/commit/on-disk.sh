# sh on-disk.sh DIR SIZE OPTIONS FILL COMMAND...
# Mounts a fresh ext4 of SIZE, made of a file in DIR, at DIR/mount in a mount namespace of its own; copies DIR/base into it as
# `target`, runs FILL there, remounts it with OPTIONS, runs COMMAND, and lists what is in the target then.
set -e
dir=$1 size=$2 options=$3 fill=$4
shift 4
truncate -s "$size" "$dir/disk"
mkfs.ext4 -q -F -N 256 "$dir/disk"
mkdir "$dir/mount"
mount -o loop "$dir/disk" "$dir/mount"
cp -a "$dir/base" "$dir/mount/target"
cd "$dir/mount"
sh -ec "$fill"
mount -o "remount,$options" "$dir/mount"
"$@" || true
cd /
(cd "$dir/mount" && ls -A . | grep layover; find target | sort | sed 's/^/found /'; cat target/f) 2>/dev/null || true
umount "$dir/mount"
