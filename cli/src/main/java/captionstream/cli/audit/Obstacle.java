package captionstream.cli.audit;

import captionstream.cli.console.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Where committed records could not be read on for a while.
 *
 * @param offset of the first that could not be read
 * @param bound offset after the last that should have been read
 */
record Obstacle(TopicPartition partition, long offset, long bound) {
    /** What stands in the way, as far as the cluster tells, and what to do about it. */
    CommandFailure explained(Admin admin) {
        return openTransaction(admin).map(producer -> held(admin, producer)).orElseGet(() -> unexplained(admin));
    }

    private CommandFailure held(Admin admin, ProducerState producer) {
        long start = producer.currentTransactionStartOffset().orElseThrow();
        return CommandFailure.environment(
                problem() + ": " + transaction(admin, producer.producerId()) + " is open there since offset " + start,
                "Start its service again or wait until it is timed out, then audit again; if nobody owns it, end it"
                        + " with 'kafka-transactions.sh --bootstrap-server HOST:PORT abort --topic "
                        + partition.topic() + " --partition " + partition.partition() + " --start-offset " + start
                        + "'");
    }

    private CommandFailure unexplained(Admin admin) {
        return CommandFailure.environment(
                problem() + ", though no transaction is open there and committed records reach up to offset "
                        + stable(admin),
                "Audit again; if it happens again, look at the broker's log, and for transactions that hang with"
                        + " 'kafka-transactions.sh --bootstrap-server HOST:PORT find-hanging --broker-id ID'");
    }

    private String problem() {
        return "The records of " + partition + " from offset " + offset + " to " + (bound - 1)
                + " have not become readable in time";
    }

    private long stable(Admin admin) {
        return Offsets.result(admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition))
                .offset();
    }

    private Optional<ProducerState> openTransaction(Admin admin) {
        return Offsets.result(admin.describeProducers(List.of(partition)).partitionResult(partition))
                .activeProducers()
                .stream()
                .filter(producer -> producer.currentTransactionStartOffset().orElse(Long.MAX_VALUE) <= offset)
                .findFirst();
    }

    private static String transaction(Admin admin, long producer) {
        ListTransactionsOptions ofProducer = new ListTransactionsOptions().filterProducerIds(List.of(producer));
        return Offsets.result(admin.listTransactions(ofProducer).all()).stream()
                .findFirst()
                .map(listed -> "the transaction of '" + listed.transactionalId() + "' (" + listed.state() + ")")
                .orElse("a transaction of producer " + producer + " that no coordinator lists");
    }
}
