package captionstream.topology.statistics;

import captionstream.topology.statistics.Extremes.End;
import captionstream.topology.statistics.Extremes.Entry;
import java.util.PriorityQueue;

/** Finds the captions of one end among many, without ordering the rest. */
final class MostExtreme {
    private final End end;
    private final PriorityQueue<Entry> held;
    private boolean all = true;

    MostExtreme(End end) {
        this.end = end;
        held = new PriorityQueue<>(end.order().reversed());
    }

    void offer(String imageId, Outcome outcome) {
        if (held.size() < Extremes.HELD) {
            held.add(Entry.of(imageId, outcome));
        } else {
            all = false;
            if (!end.isFurther(held.element().score(), outcome.clipScore())) {
                held.add(Entry.of(imageId, outcome));
                held.remove();
            }
        }
    }

    Extremes extremes() {
        return new Extremes(end, held.stream().sorted(end.order()).toList(), all);
    }
}
