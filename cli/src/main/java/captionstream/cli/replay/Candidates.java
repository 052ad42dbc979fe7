package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead letters that were asked for, out of all, which are entered one by one. For one thread. */
final class Candidates {
    private static final Comparator<Candidate> AGE = Comparator.comparing(Candidate::time)
            .thenComparing(candidate -> candidate.position().offset());

    private final Selection selection;
    private final List<Candidate> chosen = new ArrayList<>();
    private final Map<String, Candidate> latest = new HashMap<>();

    Candidates(Selection selection) {
        this.selection = selection;
    }

    void enter(RecordPosition position, DeadLetter letter) {
        Candidate candidate = Candidate.of(position, letter);
        String imageId = candidate.imageId();
        if (imageId != null && candidate.isAboutAnInput()) {
            latest.merge(imageId, candidate, (one, other) -> AGE.compare(one, other) >= 0 ? one : other);
        }
        if (selection.matches(position, letter)) {
            chosen.add(candidate);
        }
    }

    /** Oldest first. */
    List<Candidate> chosen() {
        return chosen.stream().sorted(AGE).toList();
    }

    /** Where the latest dead letter about each image stands. */
    Map<String, RecordPosition> latest() {
        return latest.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .position()));
    }
}
