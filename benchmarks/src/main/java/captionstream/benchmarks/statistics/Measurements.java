package captionstream.benchmarks.statistics;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.benchmarks.measure.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was measured of two contenders, repetition by repetition, and the table that it makes. */
final class Measurements {
    private final Contender ours;
    private final Contender plain;
    private final Map<Turn, List<Double>> rates = new HashMap<>();
    private final Map<Turn, List<Double>> costs = new HashMap<>();
    private final Map<Turn, List<Double>> brokerCosts = new HashMap<>();
    private final Map<Turn, List<Double>> busiest = new HashMap<>();

    private record Turn(Contender contender, int processes) {
        @Override
        public String toString() {
            return contender.title() + ", " + processes + (processes == 1 ? " process" : " processes");
        }
    }

    Measurements(Contender ours, Contender plain) {
        this.ours = ours;
        this.plain = plain;
    }

    void add(Contender contender, int processes, Course course, long captions) {
        Turn turn = new Turn(contender, processes);
        add(rates, turn, course.captionsPerSecond(0, captions));
        add(costs, turn, course.microsecondsPerCaption(0, captions));
        add(brokerCosts, turn, course.brokerMicrosecondsPerCaption(0, captions));
        add(busiest, turn, course.partOfBusiest());
    }

    private static void add(Map<Turn, List<Double>> to, Turn turn, double value) {
        to.computeIfAbsent(turn, t -> new ArrayList<>()).add(value);
    }

    /** How many times as many captions a second ours counts. */
    FigureTable comparison() {
        FigureTable table = rates();
        compare(table);
        return table;
    }

    /** What a second process adds, which says something where each has a processor, or a share of one, to itself. */
    FigureTable growth() {
        FigureTable table = rates();
        for (Contender contender : List.of(plain, ours)) {
            Turn both = new Turn(contender, 2);
            table.add(both + ": the busier one's part of the processor time", new Spread(busiest.get(both)).text(2));
        }
        Spread theirs = growth(plain);
        Spread growth = growth(ours);
        table.add("growth with the second process, " + plain.title(), theirs.text(2));
        table.add(
                "growth with the second process, " + ours.title(),
                growth.text(2),
                "more than the plain one's",
                growth.median() > theirs.median());
        return table;
    }

    private FigureTable rates() {
        FigureTable table = new FigureTable();
        for (int processes : List.of(1, 2)) {
            for (Contender contender : List.of(ours, plain)) {
                Turn turn = new Turn(contender, processes);
                table.add(turn + ": captions/s", new Spread(rates.get(turn)).text(0));
                table.add(turn + ": processor time a caption, µs", new Spread(costs.get(turn)).text(1));
                table.add(turn + ": the broker's, µs", new Spread(brokerCosts.get(turn)).text(1));
            }
        }
        return table;
    }

    private void compare(FigureTable table) {
        for (int processes : List.of(1, 2)) {
            Turn our = new Turn(ours, processes);
            Turn their = new Turn(plain, processes);
            Spread times = Spread.ofRatios(rates.get(our), rates.get(their));
            table.add(
                    our + ", in multiples of the plain one's captions/s",
                    times.text(2),
                    "at least 3",
                    times.median() >= 3);
            table.add(
                    their + ", processor time in multiples of ours",
                    Spread.ofRatios(costs.get(their), costs.get(our)).text(2));
        }
    }

    private Spread growth(Contender contender) {
        return Spread.ofRatios(rates.get(new Turn(contender, 2)), rates.get(new Turn(contender, 1)));
    }
}
