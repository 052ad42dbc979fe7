package captionstream.topology;

import org.apache.kafka.streams.KafkaStreams;

/** How the two stream applications are. */
public record TopologyHealth(State intake, State statistics) {
    public enum State {
        /** Starting, or taking over work from another instance. */
        PREPARING,
        RUNNING,
        /** Gave up; see the log. */
        FAILED,
        STOPPED;

        static State of(KafkaStreams.State state) {
            return switch (state) {
                case CREATED, REBALANCING -> PREPARING;
                case RUNNING -> RUNNING;
                case PENDING_ERROR, ERROR -> FAILED;
                case PENDING_SHUTDOWN, NOT_RUNNING -> STOPPED;
            };
        }
    }

    public boolean isRunning() {
        return intake == State.RUNNING && statistics == State.RUNNING;
    }

    public boolean hasFailed() {
        return intake == State.FAILED || statistics == State.FAILED;
    }
}
