package captionstream.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * The pipeline at this moment.
 *
 * @param time in milliseconds of the epoch
 * @param caughtUp whether everything that was in the topics at the start has been read
 * @param rates means over the latest half minute
 * @param lagSeconds mean time from event to caption over the latest half minute; null where nothing was captioned
 * @param inFlight images waiting for their outcome, about
 * @param oldestInFlightSeconds how long the oldest of them has waited
 * @param workers alive; null where that cannot be told
 * @param history totals over the whole history
 * @param model fingerprint of the model of the latest caption
 */
public record Now(
        long time,
        boolean caughtUp,
        FlowRates rates,
        @Nullable Double lagSeconds,
        int inFlight,
        @Nullable Double oldestInFlightSeconds,
        @Nullable Integer workers,
        FlowCounts history,
        @Nullable String model) {}
