package captionstream.dashboard.state;

/** How fast it flows now: means over the latest half minute. */
public record FlowRates(
        double eventsPerSecond, double captionsPerSecond, double tokensPerSecond, double deadLettersPerSecond) {

    static FlowRates of(FlowCounts counts, double seconds) {
        return new FlowRates(
                counts.events() / seconds,
                counts.captions() / seconds,
                counts.tokens() / seconds,
                counts.deadLetters() / seconds);
    }
}
