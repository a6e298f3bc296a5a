#!/bin/sh
#SBATCH --job-name=captionlab-encode
#SBATCH --array=1-8
#SBATCH --cpus-per-task=1
#SBATCH --output=outputs/encode-%A-%a.log
#
# A data set's pictures to features by an array of eight jobs. From the project's folder, which all nodes share:
#   sbatch --export=ALL,DATASET=flickr8k,ENCODER=mobilenet-v2 examples/cluster/slurm.sh
# A job that failed is given its own part by hand: an array of one job would be told that it is the first of one.
#   npx captionlab encode --shard 3/8
set -eu
exec npx captionlab encode --workers 1 --shard auto
