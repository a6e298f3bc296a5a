#!/bin/sh
#HQ --name captionlab-encode
#HQ --array 1-8
#HQ --cpus 1
#
# A data set's pictures to features by an array of eight tasks. From the project's folder, which all workers share:
#   hq submit --env DATASET=flickr8k --env ENCODER=mobilenet-v2 examples/cluster/hyperqueue.sh
set -eu
export CAPTIONLAB_SHARDS=8
exec npx captionlab encode --workers 1 --shard auto
