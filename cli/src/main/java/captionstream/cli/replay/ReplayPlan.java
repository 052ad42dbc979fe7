package captionstream.cli.replay;

import captionstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of each dead letter that was asked for.
 *
 * @param chosen to be replayed
 * @param skipped not to be, and why
 * @param overLimit not this time
 */
record ReplayPlan(Set<RecordPosition> chosen, Map<Skipped, List<Candidate>> skipped, long overLimit) {
    /**
     * @param candidates in the order in which they are taken
     * @param history what speaks against some of them
     * @param limit most to be chosen
     */
    static ReplayPlan of(List<Candidate> candidates, History history, long limit) {
        Set<RecordPosition> chosen = new HashSet<>();
        Map<Skipped, List<Candidate>> skipped = new EnumMap<>(Skipped.class);
        long overLimit = 0;
        for (Candidate candidate : candidates) {
            Skipped obstacle =
                    candidate.obstacle().or(() -> history.obstacle(candidate)).orElse(null);
            if (obstacle != null) {
                skipped.computeIfAbsent(obstacle, unseen -> new ArrayList<>()).add(candidate);
            } else if (chosen.size() < limit) {
                chosen.add(candidate.position());
            } else {
                overLimit++;
            }
        }
        return new ReplayPlan(chosen, skipped, overLimit);
    }
}
