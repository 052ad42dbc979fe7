package captionstream.cli.audit;

import captionstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many events and requests came to which end, and examples of those that should not have. For one thread. */
public final class Tally {
    private final int mostExamples;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Finding, List<RecordPosition>> examples = new HashMap<>();
    private long events;
    private long replayedEvents;
    private long redelivered;
    private long captions;
    private long deadLetters;
    private long replays;

    Tally(int mostExamples) {
        this.mostExamples = mostExamples;
    }

    void event(boolean isReplay) {
        if (isReplay) {
            replayedEvents++;
        } else {
            events++;
        }
    }

    void redelivered(long requests) {
        redelivered += requests;
    }

    void add(Finding finding, RecordPosition position) {
        if (finding instanceof Fault fault) {
            faults.merge(fault, 1L, Long::sum);
        } else {
            outcomes.merge((Outcome) finding, 1L, Long::sum);
        }
        if (finding instanceof Fault || finding == Outcome.IN_FLIGHT) {
            keep(finding, position);
        }
    }

    private void keep(Finding finding, RecordPosition position) {
        List<RecordPosition> kept = examples.computeIfAbsent(finding, unseen -> new ArrayList<>());
        if (kept.size() < mostExamples) {
            kept.add(position);
        }
    }

    void addAll(Tally other) {
        other.faults.forEach((fault, number) -> faults.merge(fault, number, Long::sum));
        other.examples.forEach((finding, positions) -> positions.forEach(position -> keep(finding, position)));
    }

    void records(long captions, long deadLetters, long replays) {
        this.captions = captions;
        this.deadLetters = deadLetters;
        this.replays = replays;
    }

    /** Image events read, those left out that a replay published again. */
    public long events() {
        return events;
    }

    long replayedEvents() {
        return replayedEvents;
    }

    public long captions() {
        return captions;
    }

    public long deadLetters() {
        return deadLetters;
    }

    /** Requests with an outcome that came more than once, as at-least-once delivery allows. */
    long redelivered() {
        return redelivered;
    }

    /** Dead letters whose records were published again. */
    long replays() {
        return replays;
    }

    public long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    long count(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    public long count(Fault.Kind kind) {
        return faults.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether anything is missing, duplicated or contradictory. */
    public boolean hasFaults() {
        return !faults.isEmpty();
    }

    List<Fault> faults() {
        return List.copyOf(faults.keySet());
    }

    /** Such as {@code missing 2, duplicated 0, contradictory 1}. */
    public String faultsForPeople() {
        return Arrays.stream(Fault.Kind.values())
                .map(kind -> kind.code() + " " + count(kind))
                .collect(Collectors.joining(", "));
    }

    List<RecordPosition> examples() {
        return examples.values().stream().flatMap(List::stream).toList();
    }

    /** Where some of the records stand that are at fault or in flight. */
    public List<RecordPosition> examples(Finding finding) {
        return examples.getOrDefault(finding, List.of());
    }
}
