package captionstream.dashboard.state;

import java.util.List;

/**
 * What went wrong.
 *
 * @param total dead letters read
 * @param byReason the most frequent reason first
 * @param latest newest first
 */
public record DeadLetterSummary(long total, List<ReasonCount> byReason, List<DeadLetterView> latest) {

    /** One reason code, how often it came up, and its latest letter. */
    public record ReasonCount(String reason, String stage, long count, DeadLetterView latest) {}
}
