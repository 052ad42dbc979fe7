package captionstream.cli.replay;

import captionstream.cli.console.TimeSpan;
import captionstream.dashboard.replay.DeadLetterReplays;
import captionstream.dashboard.replay.ReplayFailedException;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Replays the dead letters that somebody chose one by one, as the command does. */
public final class ChosenReplays implements DeadLetterReplays {
    private final KafkaConnection connection;

    public ChosenReplays(KafkaConnection connection) {
        this.connection = connection;
    }

    @Override
    public ReplayResult replay(Set<RecordPosition> letters) throws ReplayFailedException {
        Selection selection = new Selection(Set.of(), Set.of(), letters, TimeSpan.ALWAYS);
        try {
            return result(new Replay(connection, selection, Long.MAX_VALUE, read -> {}).perform());
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new ReplayFailedException("Another replay has begun and taken the place of this one", e);
        } catch (KafkaException e) {
            throw new ReplayFailedException("Kafka did not take the records: " + e.getMessage(), e);
        }
    }

    private static ReplayResult result(ReplayPlan plan) {
        Map<String, Long> skipped = new TreeMap<>();
        plan.skipped().forEach((why, candidates) -> skipped.put(why.meaning(), (long) candidates.size()));
        return new ReplayResult(plan.chosen().size(), skipped);
    }
}
