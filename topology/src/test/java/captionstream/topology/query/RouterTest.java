package captionstream.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Instance HERE = new Instance("here", 1);
    private static final Instance THERE = new Instance("there", 2);
    private static final Query QUERY = new Query.OfImage("a");

    private final Map<Instance, SortedSet<Integer>> owners = new TreeMap<>(Comparator.comparing(Instance::host));
    private final List<String> asked = new ArrayList<>();
    private boolean thereAnswers = true;

    private final Router router = new Router(
            HERE,
            query -> owners,
            (query, partition) -> {
                asked.add("here " + partition);
                return answer("model-" + partition);
            },
            (instance, query, partitions) -> {
                asked.add(instance + " " + partitions);
                return thereAnswers
                        ? CompletableFuture.completedFuture(answer("model-0"))
                        : CompletableFuture.failedFuture(new UnavailableException("there is away"));
            });

    @Test
    void whatIsHereIsAskedOfNobodyElse() {
        owners.put(HERE, new TreeSet<>(List.of(2, 1)));

        Answer answer = router.answer(QUERY);

        assertThat(models(answer)).containsExactly("model-1", "model-2");
        assertThat(asked).containsExactly("here 1", "here 2");
    }

    @Test
    void anotherInstanceIsAskedOnceForAllThatItHas() {
        owners.put(HERE, new TreeSet<>(List.of(1)));
        owners.put(THERE, new TreeSet<>(List.of(0, 2)));

        Answer answer = router.answer(QUERY);

        assertThat(models(answer)).containsExactly("model-0", "model-1");
        assertThat(asked).containsExactlyInAnyOrder("here 1", "there:2 [0, 2]");
    }

    @Test
    void onePartThatIsMissingLeavesNoAnswer() {
        owners.put(HERE, new TreeSet<>(List.of(1)));
        owners.put(THERE, new TreeSet<>(List.of(0)));
        thereAnswers = false;

        assertThatThrownBy(() -> router.answer(QUERY))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("there is away");
    }

    @Test
    void aQuestionThatWasHandedOnIsHandedOnNoFurther() {
        owners.put(THERE, new TreeSet<>(List.of(0)));

        router.answerHere(QUERY, List.of(0));

        assertThat(asked).containsExactly("here 0");
    }

    private static Answer answer(String model) {
        return new Answer(true, List.of(QueryJson.tree(Map.of("model", model))));
    }

    private static List<String> models(Answer answer) {
        return answer.items().stream().map(item -> item.path("model").asText()).toList();
    }
}
