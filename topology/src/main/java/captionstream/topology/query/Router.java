package captionstream.topology.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Answers for the whole application: asks everyone who has a part, and gives all or nothing. */
public final class Router {
    private final Instance here;
    private final Placement placement;
    private final LocalPartitions local;
    private final Peers peers;

    Router(Instance here, Placement placement, LocalPartitions local, Peers peers) {
        this.here = here;
        this.placement = placement;
        this.local = local;
        this.peers = peers;
    }

    /** @throws UnavailableException if any part of the answer cannot be had */
    Answer answer(Query query) {
        Map<Instance, SortedSet<Integer>> owners = placement.of(query);
        List<CompletableFuture<Answer>> elsewhere = new ArrayList<>();
        owners.forEach((instance, partitions) -> {
            if (!instance.equals(here)) {
                elsewhere.add(peers.ask(instance, query, partitions));
            }
        });
        SortedSet<Integer> own = owners.get(here);
        Answer answer = own == null ? Answer.NOTHING : answerHere(query, own);
        for (CompletableFuture<Answer> part : elsewhere) {
            answer = answer.and(received(part));
        }
        return answer;
    }

    /** Asks nobody else, so that a question never goes further than once. */
    Answer answerHere(Query query, Collection<Integer> partitions) {
        return partitions.stream().map(partition -> local.ask(query, partition)).reduce(Answer.NOTHING, Answer::and);
    }

    private static Answer received(CompletableFuture<Answer> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw new UnavailableException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }
}
