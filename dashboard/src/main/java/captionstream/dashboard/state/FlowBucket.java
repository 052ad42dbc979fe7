package captionstream.dashboard.state;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What flowed from one moment on, for the bucket's length.
 *
 * @param time its start, in milliseconds of the epoch
 */
public record FlowBucket(long time, @JsonUnwrapped FlowCounts counts) {}
