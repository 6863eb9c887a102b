#!/bin/bash
# Forwards a local port to a Service for good: forward.sh SERVICE LOCAL:REMOTE. kubectl alone ends with the pod that it reached.
while true; do
  kubectl -n apifleet-system port-forward --address 127.0.0.1 "service/$1" "$2"
  sleep 1
done
