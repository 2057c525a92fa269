# In a mount namespace of its own: commits $1/upper to a store on a file system of 4 MiB, then of 64 MiB.
dir=$1 node=$2 commit=$3 dist=$4
mkdir "$dir/small"
mount -t tmpfs -o size=4m,mode=700 none "$dir/small"
"$node" "$commit" "$dist" "$dir/small" "$dir/upper" name >/dev/null
echo "status $?"
echo "layers $(ls "$dir/small/layers/sha256" | wc -l)"
echo "refs $(ls "$dir/small/refs" | wc -l)"
echo "staging $(ls "$dir/small/staging" | wc -l)"
mount -o remount,size=64m "$dir/small"
"$node" "$commit" "$dist" "$dir/small" "$dir/upper" name >/dev/null
echo "status $?"
echo "layers $(ls "$dir/small/layers/sha256" | wc -l)"
umount "$dir/small"
