package captionstream.topology.query;

import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.Published;
import captionstream.topology.statistics.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of one partition as they were last published. Safe for many threads: what was published together is
 * seen together.
 */
public final class PublishedRecords {
    private static final Comparator<PromptStatistics> DISPLAY_ORDER =
            Comparator.comparingInt(PromptStatistics::getPromptIndex).thenComparing(PromptStatistics::getPrompt);

    private final Map<Series, NavigableMap<Place, SpecificRecord>> bySeries = new HashMap<>();

    /** Windows of one length are in the order of time, as their names are. */
    private record Place(String window, Topic topic, String name) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::window).thenComparing(Place::topic).thenComparing(Place::name);

        /** Keys are {@code model|window|name}; there may be a | in a model and in a name, but in no window. */
        static Place of(String model, Published record) {
            String place = record.key().substring(model.length() + 1);
            int end = place.indexOf('|');
            return new Place(place.substring(0, end), record.topic(), place.substring(end + 1));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    public synchronized void publish(Map<Series, List<Published>> changes) {
        changes.forEach((series, records) -> {
            NavigableMap<Place, SpecificRecord> places = bySeries.computeIfAbsent(series, s -> new TreeMap<>());
            for (Published record : records) {
                Place place = Place.of(series.model(), record);
                if (record.value() == null) {
                    places.remove(place);
                } else {
                    places.put(place, record.value());
                }
            }
        });
    }

    public Answer find(Query.OfRecords query) {
        List<SpecificRecord> found = new ArrayList<>();
        boolean known = collect(query, found);
        return new Answer(known, found.stream().map(QueryJson::tree).toList());
    }

    private synchronized boolean collect(Query.OfRecords query, List<SpecificRecord> found) {
        boolean known = false;
        for (Map.Entry<Series, NavigableMap<Place, SpecificRecord>> entry : bySeries.entrySet()) {
            Series series = entry.getKey();
            boolean asked = series.length() == query.window().length()
                    && (query.model() == null || query.model().equals(series.model()));
            known |= asked && collect(query, entry.getValue(), found);
        }
        return known;
    }

    private static boolean collect(
            Query.OfRecords query, NavigableMap<Place, SpecificRecord> places, List<SpecificRecord> found) {
        if (places.isEmpty()) {
            return false;
        }
        String window = query.window().start() == null
                ? places.lastKey().window()
                : query.window().text();
        boolean known = false;
        List<SpecificRecord> records = new ArrayList<>();
        for (Map.Entry<Place, SpecificRecord> entry : places.entrySet()) {
            Place place = entry.getKey();
            known |= place.window().equals(window);
            if (place.window().equals(window)
                    && place.topic() == query.topic()
                    && (query.name() == null || query.name().equals(place.name()))) {
                records.add(entry.getValue());
            }
        }
        if (query.topic() == Topic.PROMPT_STATISTICS) {
            records.sort(Comparator.comparing(PromptStatistics.class::cast, DISPLAY_ORDER));
        }
        found.addAll(records);
        return known;
    }
}
