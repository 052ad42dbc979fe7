package captionstream.topology.statistics;

import captionstream.Caption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final List<WindowLength> LENGTHS = WindowLength.hopping().toList();
    private static final int MOST_GATHERED = 10_000;

    private final long graceMillis;
    private final WindowedOutcomes outcomes;
    private final StartedPartials started;
    private final Map<ModelPane, Counted> open = new HashMap<>();
    private final Map<ImageSpan, Gathered> gathered = new LinkedHashMap<>();
    private long streamTime;

    private record ModelPane(String model, Pane pane) {}

    /** Of the longest pane, within which an image's captions may replace each other. */
    private record ImageSpan(String model, String imageId, long start) {}

    private record Gathered(SortedMap<Long, ImageOutcomes> before, SortedMap<Long, ImageOutcomes> after) {
        boolean isNewInOnePane() {
            return before.isEmpty() && after.size() == 1;
        }
    }

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
        open.forEach(this::keepChanged);
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
        store();
        streamTime = start;
        return takeClosed();
    }

    /** @return whether it came in time for every length; where not, it was left out of those that are closed */
    public boolean count(Caption caption) {
        long time = eventTime(caption);
        int panes = openPanes(time).size();
        if (panes > 0) {
            gather(caption, SHORTEST.pane(time).start());
        }
        if (gathered.size() >= MOST_GATHERED) {
            store();
        }
        return panes == LENGTHS.size();
    }

    private List<Pane> openPanes(long time) {
        List<Pane> panes = new ArrayList<>(LENGTHS.size());
        for (WindowLength length : LENGTHS) {
            Pane pane = length.pane(time);
            if (isOpen(pane)) {
                panes.add(pane);
            }
        }
        return panes;
    }

    private void gather(Caption caption, long start) {
        Pane longest = LONGEST.pane(start);
        Gathered image = gathered.computeIfAbsent(
                new ImageSpan(caption.getModel(), caption.getImageId(), longest.start()), this::stored);
        ImageOutcomes known = image.after().get(start);
        ImageOutcomes before = known == null ? ImageOutcomes.none(caption.getImageId()) : known;
        ImageOutcomes after = before.with(caption);
        if (after != before) {
            image.after().put(start, after);
        }
    }

    private Gathered stored(ImageSpan image) {
        SortedMap<Long, ImageOutcomes> before =
                outcomes.of(image.model(), image.imageId(), LONGEST.pane(image.start()));
        return new Gathered(before, new TreeMap<>(before));
    }

    /**
     * Counts and stores what came since: at the latest before it is committed. No pane closes without it, so those that
     * were open when a caption came still are.
     */
    public void store() {
        Map<ModelPane, List<ImageOutcomes>> together = new HashMap<>();
        gathered.forEach((image, captioned) -> {
            if (captioned.isNewInOnePane()) {
                long start = captioned.after().firstKey();
                outcomes.put(image.model(), start, captioned.after().get(start));
                together.computeIfAbsent(new ModelPane(image.model(), SHORTEST.pane(start)), of -> new ArrayList<>())
                        .add(captioned.after().get(start));
            } else {
                store(image, captioned);
            }
        });
        gathered.clear();
        together.forEach((of, images) -> count(of.model(), of.pane().start(), images));
        open.forEach(this::keepChanged);
    }

    /** Each pane is longer than the one before it by whole panes, so that the same sums count in all of them. */
    private void count(String model, long start, List<ImageOutcomes> images) {
        List<Partial> sums = NewImages.sumsOf(images);
        for (Pane pane : openPanes(start)) {
            counted(model, pane).aggregates().add(sums);
        }
    }

    private void store(ImageSpan image, Gathered captioned) {
        SortedMap<Long, ImageOutcomes> before = captioned.before();
        SortedMap<Long, ImageOutcomes> after = captioned.after();
        Set<Pane> panes = new LinkedHashSet<>();
        after.forEach((start, now) -> {
            if (now != before.get(start)) {
                outcomes.put(image.model(), start, now);
                panes.addAll(openPanes(start));
            }
        });
        for (Pane pane : panes) {
            counted(image.model(), pane)
                    .aggregates()
                    .replace(together(image.imageId(), pane, before), together(image.imageId(), pane, after));
        }
    }

    private void keepChanged(ModelPane of, Counted counted) {
        Map<Partial.Key, Partial> changed = counted.aggregates().takeChanged();
        counted.unsent().putAll(changed);
        changed.forEach((key, partial) -> {
            if (!counted.started().containsKey(key)) {
                PanePartial empty = new PanePartial(of.model(), of.pane(), partial.cleared());
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
        store();
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
        keepChanged(of, counted);
    }

    /** An image is counted once, where its first outcomes in the pane are met. */
    private void countAnew(String model, Pane pane, long start, ImageOutcomes image) {
        SortedMap<Long, ImageOutcomes> all = outcomes.of(model, image.imageId(), pane);
        if (all.firstKey() == start) {
            ImageOutcomes now = together(image.imageId(), pane, all);
            counted(model, pane).aggregates().replace(ImageOutcomes.none(image.imageId()), now);
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
