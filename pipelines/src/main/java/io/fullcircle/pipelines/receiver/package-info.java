/**
 * The local stand-in of Segment's HTTP source: a real HTTP server with the source's true limits, which remembers what
 * arrived and can be told to misbehave. {@link io.fullcircle.pipelines.receiver.Receiver} is the way in.
 */
package io.fullcircle.pipelines.receiver;
