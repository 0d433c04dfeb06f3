#!/bin/sh
# Makes the sample feeds again: ffmpeg 5.1 or later with libx264. The chunks beside this file are its output.
#   camera-1: test picture with a burnt-in counter of seconds and a 440 Hz tone, 30000/1001 frames a second, B-frames, 60 frames a chunk
#   radio-1:  a tone that changes its pitch, AAC alone, about 2 s a chunk
set -eu
cd "$(dirname "$0")"
rm -f camera-1/*.ts radio-1/*.ts
ffmpeg -v error -bitexact \
  -f lavfi -i "testsrc=size=320x180:rate=30000/1001" -f lavfi -i "sine=frequency=440:sample_rate=48000" -t 16.016 \
  -map 0:v -map 1:a -c:v libx264 -preset slow -pix_fmt yuv420p -b:v 160k -maxrate 240k -bufsize 240k \
  -bf 2 -g 60 -keyint_min 60 -sc_threshold 0 -c:a aac -b:a 64k -flags +bitexact \
  -f segment -segment_time 2.002 -segment_format mpegts -segment_start_number 1 camera-1/camera-1_%03d.ts
ffmpeg -v error -bitexact \
  -f lavfi -i "aevalsrc=0.3*sin(2*PI*(330+55*floor(t))*t):s=48000" -t 15.9 \
  -c:a aac -b:a 64k -flags +bitexact \
  -f segment -segment_time 2 -segment_format mpegts -segment_start_number 1 radio-1/radio-1_%03d.ts
