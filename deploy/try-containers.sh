#!/usr/bin/env bash
# Builds the image, and trains in a cluster of three containers: one is killed, another is added, and all end with the digest of one process.
#
#   deploy/try-containers.sh                  builds and trains, and leaves nothing behind
#   deploy/try-containers.sh build FOLDER     builds, and keeps the image in a folder
#   deploy/try-containers.sh train FOLDER     trains with the image that is kept there
#
# Needs root, podman and runc. Where SDK_IMAGE and RUNTIME_IMAGE are set, the build starts from them; otherwise from a Debian made by debootstrap
# with this machine's .NET in it, so that no registry of images is needed.
set -euo pipefail
what=${1:-all}
if [[ ! $what =~ ^(all|build|train)$ || ($what != all && -z ${2:-}) ]]; then
  sed -n '4,6s/^# *//p' "$0" >&2
  exit 2
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/gancluster-containers.XXXXXX")
kept=$(realpath -m "${2:-$work}")
cd "$(dirname "$0")/.."
image=localhost/gancluster
# Below the ports that the kernel hands out.
port=$((20000 + RANDOM % 10000))
# What this machine adds to the build.
own=()
# Within what any machine allows.
limits=(--ulimit nofile=1024:1024 --ulimit nproc=1024:1024)
run=(--preset fashion-mlp --steps 1200 --set generator.hidden=32,32 --set discriminator.hidden=32 --set training.shards=8 --set training.shardBatch=4)

pod() { podman --root "$kept/storage" --runroot "$kept/state" --tmpdir "$kept/libpod" --runtime runc "$@"; }
say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
fail() {
  say "FAILED: $*"
  exit 1
}

clean() {
  local status=$?
  if ((status != 0)); then tail -n 20 "$work"/*.log "$work"/*/run/log.jsonl 2> /dev/null || true; fi
  pod rm --all --force --time 0 > /dev/null 2>&1 || true
  umount "$kept/storage/overlay" 2> /dev/null || true
  rm -rf "$work"
}
trap clean EXIT

# What it says is kept, and shown only if it fails.
quietly() { "$@" > "$work/$1.log" 2>&1 || fail "$*"; }

make_base_images() {
  local dotnet
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  quietly debootstrap --variant=minbase --include=ca-certificates bookworm "$work/debian"
  rm -rf "$work"/debian/var/cache/apt/* "$work"/debian/var/lib/apt/lists/*
  ln -s "$dotnet/dotnet" "$work/debian/usr/bin/dotnet"
  tar -c -C "$work/debian" . -C / ".$dotnet"/{dotnet,host,shared} | pod import --quiet --change ENV=DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 - "$RUNTIME_IMAGE" > /dev/null
  # The compilers and their files needn't be in an image to be there while it is built.
  own+=(--volume "$dotnet:$dotnet:ro")
}

build() {
  if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then own+=(--secret id=ca,src=/etc/ssl/certs/ca-certificates.crt); fi
  if [[ -f ~/.nuget/NuGet/NuGet.Config ]]; then own+=(--secret "id=nuget,src=$HOME/.nuget/NuGet/NuGet.Config"); fi
  # What this machine has of the packages needn't come again.
  local packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
  if [[ -d $packages ]]; then own+=(--volume "$packages:/root/.nuget/packages"); fi
  quietly pod build --format docker --layers=false --network host "${limits[@]}" "${own[@]}" --file deploy/Dockerfile --ignorefile deploy/Dockerfile.dockerignore --tag "$image" \
    --build-arg SDK_IMAGE="$SDK_IMAGE" --build-arg RUNTIME_IMAGE="$RUNTIME_IMAGE" --build-arg NUGET_CERT_REVOCATION_MODE="${NUGET_CERT_REVOCATION_MODE:-online}" .
}

# As k8s/ has it: nothing to write to but one volume, no rights, no more than one core.
contain() {
  local name=$1
  shift
  mkdir "$work/$name"
  chown 10001:10001 "$work/$name"
  pod run --name "$name" --network host --read-only --cap-drop all --security-opt no-new-privileges --cpus 1 "${limits[@]}" --health-interval disable --volume "$work/$name:/runs" "$@"
}

# None goes on without three, so that the one that is added has its part.
start_node() {
  local number=$1
  contain "node-$number" --detach --env HEALTHCHECK_PORT=$((port + 10 + number)) "$image" \
    node "${run[@]}" --set cluster.minWorkers=3 --web "127.0.0.1:$((port + 10 + number))" --output /runs/run --port "$((port + number))" --seeds "127.0.0.1:$((port + 1)),127.0.0.1:$((port + 2)),127.0.0.1:$((port + 3))" > "$work/node-$number.log" 2>&1
}

steps() { cat "$work/$1/run/metrics.jsonl" 2> /dev/null | wc -l; }

# The number of steps that a container has taken part in.
until_steps() {
  local deadline=$((SECONDS + 1800))
  until (($(steps "$1") >= $2)); do
    ((SECONDS < deadline)) || fail "$1 has no $2 steps after half an hour"
    sleep 0.1
  done
}

digest() { sed -nE 's/^ *"digest": "([0-9a-f]{64})",?$/\1/p' "$work/$1/run/result.json"; }

if [[ $what != train ]]; then
  if [[ -z ${SDK_IMAGE:-} || -z ${RUNTIME_IMAGE:-} ]]; then
    SDK_IMAGE=localhost/runtime RUNTIME_IMAGE=localhost/runtime
    make_base_images
    say "Debian with this machine's .NET: $(pod images --format '{{.Size}}' "$RUNTIME_IMAGE")"
  fi
  build
  say "image built: $(pod images --format '{{.Size}}' "$image")"
fi
if [[ $what == build ]]; then exit; fi
pod image exists "$image" || fail "there is no image in $2: deploy/try-containers.sh build $2 makes it"

for number in 1 2 3; do start_node "$number"; done
until_steps node-1 50
until_steps node-2 1
until_steps node-3 1
pod healthcheck run node-1 || fail "the health check of the image"
say "three containers train"
pod kill --signal KILL node-2 > /dev/null
start_node 4
until_steps node-4 20
say "one was killed, and the one added after that has done 20 steps"

for name in node-1 node-3 node-4; do
  status=$(pod wait "$name")
  ((status == 0)) || fail "$name ended with $status"
  grep -q '"Lanes":1[,}]' "$work/$name/run/log.jsonl" || fail "$name doesn't keep to its one core"
done
say "the run is done"

contain alone --rm "$image" train "${run[@]}" --output /runs/run > "$work/alone.log" 2>&1 || fail "train in one container"
for name in alone node-1 node-3 node-4; do
  say "digest of $name: $(digest "$name")"
  [[ -n $(digest "$name") && $(digest "$name") == "$(digest alone)" ]] || fail "digests differ"
done
say "same digest"
