package captionstream.dashboard.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * What flowed from one moment on, for the bucket's length.
 *
 * @param time its start, in milliseconds of the epoch
 * @param reasons how many dead letters there were of each reason
 */
public record FlowBucket(
        long time,
        @JsonUnwrapped FlowCounts counts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> reasons) {}
