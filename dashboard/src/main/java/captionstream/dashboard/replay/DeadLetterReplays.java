package captionstream.dashboard.replay;

import captionstream.schemas.RecordPosition;
import java.util.Set;

/** Publishes the records of dead letters again, each once, however often it is asked for. */
@FunctionalInterface
public interface DeadLetterReplays {

    /**
     * Returns when it is done, which takes as long as the topics are. One at a time.
     *
     * @param letters where the dead letters stand
     * @throws ReplayFailedException where nothing, or not all, was replayed; asking again repeats nothing
     */
    ReplayResult replay(Set<RecordPosition> letters) throws ReplayFailedException;
}
