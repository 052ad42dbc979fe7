package captionstream.topology.statistics;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The captions of one end, most extreme first: the paper's figure 4. A few more are held than are published, so that
 * most captions taken back leave enough; when they do not, the end must be rebuilt from the outcomes.
 *
 * @param all whether no caption was ever left out
 */
record Extremes(End end, List<Entry> entries, boolean all) implements Partial {
    static final int PUBLISHED = 50;
    static final int HELD = 64;

    enum End {
        BEST(Comparator.comparingLong(Entry::score).reversed()) {
            @Override
            boolean isFurther(long score, long other) {
                return score > other;
            }
        },
        WORST(Comparator.comparingLong(Entry::score)) {
            @Override
            boolean isFurther(long score, long other) {
                return score < other;
            }
        };

        private final Comparator<Entry> order;

        End(Comparator<Entry> byScore) {
            order = byScore.thenComparing(Entry::imageId).thenComparing(Entry::prompt);
        }

        /** Most extreme first. */
        Comparator<Entry> order() {
            return order;
        }

        /** Whether the first score is nearer to this end than the other. */
        abstract boolean isFurther(long score, long other);

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param score CLIP score in millionths */
    record Entry(long score, String imageId, String prompt, String uri, String caption) {
        static Entry of(String imageId, Outcome outcome) {
            return new Entry(outcome.clipScore(), imageId, outcome.prompt(), outcome.uri(), outcome.caption());
        }
    }

    static Extremes none(End end) {
        return new Extremes(end, List.of(), true);
    }

    static Key key(End end) {
        return new Key(Kind.EXTREMES, end.name(), "");
    }

    @Override
    public Key key() {
        return key(end);
    }

    Extremes with(Entry entry) {
        boolean known = all || (!entries.isEmpty() && end.order.compare(entry, entries.get(entries.size() - 1)) < 0);
        return known ? of(end, Stream.concat(entries.stream(), Stream.of(entry)), all) : this;
    }

    Extremes without(Entry entry) {
        List<Entry> others = new ArrayList<>(entries);
        return others.remove(entry) ? new Extremes(end, List.copyOf(others), all) : this;
    }

    @Override
    public boolean isExact() {
        return all || entries.size() >= PUBLISHED;
    }

    @Override
    public Extremes cleared() {
        return none(end);
    }

    @Override
    public Extremes plus(Partial partial) {
        Extremes other = (Extremes) partial;
        return of(end, Stream.concat(entries.stream(), other.entries.stream()), all && other.all);
    }

    private static Extremes of(End end, Stream<Entry> candidates, boolean all) {
        List<Entry> sorted = candidates.sorted(end.order).toList();
        boolean fit = sorted.size() <= HELD;
        return new Extremes(end, fit ? sorted : List.copyOf(sorted.subList(0, HELD)), all && fit);
    }

    CaptionExtremes toRecord(String model, Window window, long asOf) {
        List<ExtremeCaption> published = new ArrayList<>();
        long sum = 0;
        for (Entry entry : entries.subList(0, Math.min(PUBLISHED, entries.size()))) {
            sum += entry.score();
            int rank = published.size() + 1;
            published.add(new ExtremeCaption(
                    rank,
                    entry.imageId(),
                    entry.uri(),
                    entry.prompt(),
                    entry.caption(),
                    FixedPoint.value(entry.score(), FixedPoint.MILLIONTHS),
                    FixedPoint.value(sum, rank * FixedPoint.MILLIONTHS)));
        }
        return new CaptionExtremes(
                model, window.code(), window.start(), window.end(), end.code(), published, Instant.ofEpochMilli(asOf));
    }

    @Override
    public void writeTo(StateWriter out) {
        out.flag(all).number(entries.size());
        entries.forEach(entry -> out.number(entry.score())
                .text(entry.imageId())
                .text(entry.prompt())
                .text(entry.uri())
                .text(entry.caption()));
    }

    static Extremes readFrom(End end, StateReader in) {
        boolean all = in.flag();
        int size = in.size();
        List<Entry> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(new Entry(in.number(), in.text(), in.text(), in.text(), in.text()));
        }
        return new Extremes(end, List.copyOf(entries), all);
    }
}
