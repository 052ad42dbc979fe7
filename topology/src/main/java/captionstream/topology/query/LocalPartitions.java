package captionstream.topology.query;

/** What this instance has itself. */
public interface LocalPartitions {
    /** @throws UnavailableException if the partition is not here, or not up to date yet */
    Answer ask(Query query, int partition);
}
