package captionstream.topology.statistics;

import captionstream.Caption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first level by event time: the aggregates of one partition's images in every pane that still takes changes.
 * Within a pane, of an image and prompt the newest caption of that pane counts. Not safe for several threads.
 *
 * <p>Time is the partition's: the start of the newest of the shortest panes. It advances with captions that are stored
 * and nothing else, so it is known again after a restart.
 */
public final class PaneCounts {
    private static final WindowLength SHORTEST = WindowLength.MINUTE;
    private static final WindowLength LONGEST = WindowLength.HOUR;

    private final long graceMillis;
    private final WindowedOutcomes outcomes;
    private final StartedPartials started;
    private final Map<ModelPane, Counted> open = new HashMap<>();
    private long streamTime;

    private record ModelPane(String model, Pane pane) {}

    private record Counted(
            PartialAggregates aggregates, Map<Partial.Key, PanePartial> started, Map<Partial.Key, Partial> unsent) {}

    /**
     * Counts what was counted before anew, with everything to be sent.
     *
     * @param outcomes kept for at least the {@link #retention}
     */
    public PaneCounts(Duration grace, WindowedOutcomes outcomes, StartedPartials started) {
        this.graceMillis = grace.toMillis();
        this.outcomes = outcomes;
        this.started = started;
        outcomes.forEach(0, Long.MAX_VALUE, (model, start, image) -> streamTime = Math.max(streamTime, start));
        started.all().forEach(this::restore);
        outcomes.forEach(0, Long.MAX_VALUE, (model, start, image) -> WindowLength.hopping()
                .map(length -> length.pane(start))
                .filter(this::isOpen)
                .forEach(pane -> countAnew(model, pane, start, image)));
    }

    private void restore(PanePartial empty) {
        if (isOpen(empty.pane())) {
            Counted counted = counted(empty.model(), empty.pane());
            counted.aggregates().restore(empty.partial());
            counted.started().put(empty.partial().key(), empty);
            counted.unsent().put(empty.partial().key(), empty.partial());
        } else {
            started.remove(empty);
        }
    }

    /** How long outcomes must be kept behind the newest. */
    public static Duration retention(Duration grace) {
        return Duration.ofMillis(LONGEST.millis() + LONGEST.hopMillis()).plus(grace);
    }

    /** The length of the panes by which outcomes are apart. */
    public static Duration shortestPane() {
        return Duration.ofMillis(SHORTEST.hopMillis());
    }

    /**
     * Comes before every {@link #count}.
     *
     * @return what will not change any more, and was not taken yet
     */
    public List<PanePartial> advance(Caption caption) {
        long start = SHORTEST.pane(eventTime(caption)).start();
        if (start <= streamTime) {
            return List.of();
        }
        streamTime = start;
        return takeClosed();
    }

    /** @return whether it came in time for every length; where not, it was left out of those that are closed */
    public boolean count(Caption caption) {
        long time = eventTime(caption);
        List<Pane> panes = WindowLength.hopping()
                .map(length -> length.pane(time))
                .filter(this::isOpen)
                .toList();
        if (!panes.isEmpty()) {
            count(caption, SHORTEST.pane(time).start(), panes);
        }
        return panes.size() == WindowLength.hopping().count();
    }

    private void count(Caption caption, long start, List<Pane> panes) {
        String model = caption.getModel();
        String imageId = caption.getImageId();
        SortedMap<Long, ImageOutcomes> before = outcomes.of(model, imageId, LONGEST.pane(start));
        ImageOutcomes known = before.getOrDefault(start, ImageOutcomes.none(imageId));
        ImageOutcomes changed = known.with(caption);
        if (changed != known) {
            outcomes.put(model, start, changed);
            SortedMap<Long, ImageOutcomes> after = new TreeMap<>(before);
            after.put(start, changed);
            for (Pane pane : panes) {
                Counted counted = counted(model, pane);
                keep(
                        model,
                        pane,
                        counted.aggregates().replace(together(imageId, pane, before), together(imageId, pane, after)));
            }
        }
    }

    private void keep(String model, Pane pane, Map<Partial.Key, Partial> changed) {
        Counted counted = counted(model, pane);
        counted.unsent().putAll(changed);
        changed.forEach((key, partial) -> {
            if (!counted.started().containsKey(key)) {
                PanePartial empty = new PanePartial(model, pane, partial.cleared());
                counted.started().put(key, empty);
                started.add(empty);
            }
        });
    }

    /** Bounded by the time of captioning, or an event from the future would close every pane of the present. */
    public static long eventTime(Caption caption) {
        long event = caption.getEventTime().toEpochMilli();
        return Math.max(0, Math.min(event, caption.getCaptionTime().toEpochMilli()));
    }

    private List<PanePartial> takeClosed() {
        List<PanePartial> taken = new ArrayList<>();
        for (Iterator<Map.Entry<ModelPane, Counted>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<ModelPane, Counted> entry = all.next();
            if (!isOpen(entry.getKey().pane())) {
                take(entry.getKey(), entry.getValue(), taken);
                entry.getValue().started().values().forEach(started::remove);
                all.remove();
            }
        }
        return taken;
    }

    /** Everything that changed since it was last taken. */
    public List<PanePartial> takeChanged() {
        List<PanePartial> taken = new ArrayList<>();
        open.forEach((of, counted) -> take(of, counted, taken));
        return taken;
    }

    private void take(ModelPane of, Counted counted, List<PanePartial> taken) {
        if (!counted.aggregates().isExact()) {
            recount(of, counted);
        }
        counted.unsent().values().forEach(partial -> taken.add(new PanePartial(of.model(), of.pane(), partial)));
        counted.unsent().clear();
    }

    private void recount(ModelPane of, Counted counted) {
        counted.aggregates().clear();
        outcomes.forEach(of.pane().start(), of.pane().end(), (model, start, image) -> {
            if (model.equals(of.model())) {
                countAnew(model, of.pane(), start, image);
            }
        });
        keep(of.model(), of.pane(), counted.aggregates().all());
    }

    /** An image is counted once, where its first outcomes in the pane are met. */
    private void countAnew(String model, Pane pane, long start, ImageOutcomes image) {
        SortedMap<Long, ImageOutcomes> all = outcomes.of(model, image.imageId(), pane);
        if (all.firstKey() == start) {
            Counted counted = counted(model, pane);
            ImageOutcomes now = together(image.imageId(), pane, all);
            keep(model, pane, counted.aggregates().replace(ImageOutcomes.none(image.imageId()), now));
        }
    }

    private Counted counted(String model, Pane pane) {
        return open.computeIfAbsent(
                new ModelPane(model, pane),
                of -> new Counted(new PartialAggregates(), new HashMap<>(), new HashMap<>()));
    }

    private static ImageOutcomes together(String imageId, Pane pane, SortedMap<Long, ImageOutcomes> apart) {
        return apart.subMap(pane.start(), pane.end()).values().stream()
                .reduce(ImageOutcomes::plus)
                .orElseGet(() -> ImageOutcomes.none(imageId));
    }

    private boolean isOpen(Pane pane) {
        return !pane.isClosed(streamTime, graceMillis);
    }
}
