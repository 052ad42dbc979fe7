package captionstream.benchmarks.statistics;

import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import java.util.List;

/** Two contenders that count the same captions by turns, one process of theirs and two. */
final class Contest {
    private final Terminal terminal;
    private final Arena arena;
    private final Contender ours;
    private final Contender plain;
    private final long captions;
    private final SameStatistics same = new SameStatistics();
    private boolean oursFirst = true;

    /** @param captions all that are in the arena */
    Contest(Terminal terminal, Arena arena, Contender ours, Contender plain, long captions) {
        this.terminal = terminal;
        this.arena = arena;
        this.ours = ours;
        this.plain = plain;
        this.captions = captions;
    }

    /** Nothing of it counts: code is compiled, of the processes that all later repetitions have. */
    void warmUp(int repetitions) throws InterruptedException {
        repeat("warm-ups", repetitions, 0);
    }

    /** @param share percent of a processor that each process is held to, or 0 */
    Measurements measure(int repetitions, int share) throws InterruptedException {
        return repeat("repetitions", repetitions, share);
    }

    private Measurements repeat(String task, int repetitions, int share) throws InterruptedException {
        Measurements measured = new Measurements(ours, plain);
        try (Progress progress = new Progress(terminal, task)) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                for (int processes : oursFirst ? List.of(2, 1) : List.of(1, 2)) {
                    for (Contender contender : oursFirst ? List.of(ours, plain) : List.of(plain, ours)) {
                        progress.update(repetition, repetitions, ", " + contender.title());
                        Course course = arena.run(contender, processes, captions, share);
                        same.check(contender, course.statistics());
                        measured.add(contender, processes, course, captions);
                    }
                }
                oursFirst = !oursFirst;
                progress.update(repetition + 1, repetitions);
            }
        }
        return measured;
    }
}
