package captionstream.topology.query;

import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/** The other instances. */
interface Peers {
    /** Completes exceptionally where the instance does not answer for every one of the partitions. */
    CompletableFuture<Answer> ask(Instance instance, Query query, SortedSet<Integer> partitions);
}
