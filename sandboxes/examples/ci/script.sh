#!/bin/sh
# Any CI that runs a shell: results live in a directory that it keeps between runs.
set -eu
cache=${1:?usage: script.sh CACHE-DIRECTORY [PIPELINE]}
layover doctor
exec layover pipeline run "${2:-pipeline.yaml}" --cache "$cache"
