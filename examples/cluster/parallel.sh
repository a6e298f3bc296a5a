#!/bin/sh
# A data set's pictures to features by GNU parallel: here, or on machines that share the project's folder.
#   DATASET=flickr8k ENCODER=mobilenet-v2 sh examples/cluster/parallel.sh 8 --sshlogin node1,node2 --workdir .
set -eu
CAPTIONLAB_SHARDS="$1"
shift
export CAPTIONLAB_SHARDS DATASET ENCODER
seq "$CAPTIONLAB_SHARDS" | parallel --env CAPTIONLAB_SHARDS --env DATASET --env ENCODER "$@" \
  'npx captionlab encode --workers 1 --shard auto # {}'
