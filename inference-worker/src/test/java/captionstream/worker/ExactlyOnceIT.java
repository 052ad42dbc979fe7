package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceIT {
    private static final int REQUESTS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A poll interval that the consumer's session, which a broker bounds from below, still fits into. */
    private static final Map<String, String> SHORT_TIMES = Map.of(
            "max.poll.interval.ms", "6000",
            "session.timeout.ms", "6000",
            "max.block.ms", "1000",
            "request.timeout.ms", "900",
            "delivery.timeout.ms", "1000",
            "transaction.timeout.ms", "3000");

    private RealCluster cluster;

    @BeforeEach
    void start(@TempDir Path directory) {
        cluster = RealCluster.start(directory);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void twoWorkersShareTheWorkAndABatchThatIsCutOffIsDoneByTheOther() {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(5);
        try (WorkerService second = WorkerService.start(cluster.worker().build(), new FakeCaptioner())) {
            WorkerService first = WorkerService.start(
                    cluster.worker().drainTimeout(Duration.ZERO).build(),
                    new FakeCaptioner().whileWorking(midBatch::hold));
            cluster.request(REQUESTS, 2 * REQUESTS);
            midBatch.awaitReached();
            Thread closing = new Thread(first::close);
            closing.start();
            await().atMost(PATIENCE).until(() -> !first.isRunning());
            midBatch.release();

            assertEverythingOnce(2 * REQUESTS);
            assertThat(second.failure()).isEmpty();
            await().atMost(PATIENCE).until(() -> !closing.isAlive());
        }
    }

    @Test
    void aWorkerThatJoinsMidBatchTakesItsShareAndRepeatsNothing() {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(3);
        try (WorkerService first =
                WorkerService.start(cluster.worker().build(), new FakeCaptioner().whileWorking(midBatch::hold))) {
            midBatch.awaitReached();
            FakeCaptioner joining = new FakeCaptioner();
            try (WorkerService second = WorkerService.start(cluster.worker().build(), joining)) {
                await().atMost(PATIENCE).until(() -> !joining.calls.isEmpty());
                midBatch.release();

                assertEverythingOnce(REQUESTS);
                assertThat(first.failure()).isEmpty();
                assertThat(second.failure()).isEmpty();
            }
        }
    }

    @Test
    void aWorkerWhoseProducerIsFencedExitsAndItsSuccessorDoesTheRest() throws Exception {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(5);
        WorkerConfig config =
                cluster.worker().groupId("group").instanceId("one").build();
        try (WorkerService fenced = WorkerService.start(config, new FakeCaptioner().whileWorking(midBatch::hold))) {
            midBatch.awaitReached();
            cluster.fence("group-one");
            midBatch.release();
            fenced.awaitEnd();

            assertThat(fenced.failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("has taken its place"));
        }
        try (WorkerService successor = WorkerService.start(config, new FakeCaptioner())) {
            assertEverythingOnce(REQUESTS);
            assertThat(successor.failure()).isEmpty();
        }
    }

    @Test
    void aSecondWorkerUnderTheSameInstanceIdTakesThePlaceOfTheFirst() throws Exception {
        WorkerConfig config = cluster.worker().instanceId("one").build();
        MidBatch midBatch = new MidBatch(3);
        cluster.request(0, REQUESTS);
        try (WorkerService first = WorkerService.start(config, new FakeCaptioner().whileWorking(midBatch::hold))) {
            midBatch.awaitReached();
            try (WorkerService second = WorkerService.start(config, new FakeCaptioner())) {
                await().atMost(PATIENCE).until(() -> first.failure().isPresent());
                midBatch.release();

                assertEverythingOnce(REQUESTS);
                assertThat(second.failure()).isEmpty();
            }
        }
    }

    @Test
    void aWorkerThatIsKilledAgainAndAgainLosesNothingAndRepeatsNothing() throws Exception {
        cluster.request(0, 2 * REQUESTS);
        for (int kill = 0; kill < 3; kill++) {
            try (WorkerProcess doomed = WorkerProcess.start(cluster, "phoenix")) {
                doomed.awaitBatches(7 * kill + 3);
            }
        }

        try (WorkerProcess last = WorkerProcess.start(cluster, "phoenix")) {
            last.awaitBatches(1);
            assertEverythingOnce(2 * REQUESTS);
        }
    }

    @Test
    void aTransactionThatItsCoordinatorHasGivenUpIsDoneAgain() {
        cluster.request(0, REQUESTS);
        WorkerConfig config = cluster.with(SHORT_TIMES).build();
        StallingClients clients = new StallingClients(config, 3);
        try (WorkerService worker =
                WorkerService.start(config, List.of(new FakeCaptioner()), same -> clients, metrics -> NextModel.NONE)) {
            clients.awaitReached();
            await().atMost(PATIENCE).until(() -> !cluster.hasOpenTransaction());
            clients.release();

            assertEverythingOnce(REQUESTS);
            assertThat(worker.failure()).isEmpty();
        }
    }

    @Test
    void aBatchMayTakeLongerThanThePollIntervalAndTheTransactionTimeout() {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(3);
        FakeCaptioner captioner = new FakeCaptioner().whileWorking(midBatch::hold);
        try (WorkerService worker =
                WorkerService.start(cluster.with(SHORT_TIMES).build(), captioner)) {
            midBatch.awaitReached();
            List<String> members = cluster.members("captionstream-worker");
            List<String> startOvers = startOvers(worker);
            assertThat(members).hasSize(1);
            await().during(Duration.ofSeconds(7)).atMost(PATIENCE).untilAsserted(() -> assertThat(
                            cluster.members("captionstream-worker"))
                    .isEqualTo(members));
            midBatch.release();

            assertEverythingOnce(REQUESTS);
            assertThat(startOvers(worker)).isEqualTo(startOvers);
            assertThat(captioner.calls.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aBrokerThatRestartsIsWaitedFor() {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(10);
        try (WorkerService worker =
                WorkerService.start(cluster.worker().build(), new FakeCaptioner().whileWorking(midBatch::hold))) {
            midBatch.awaitReached();
            cluster.restartBroker();
            midBatch.release();

            assertEverythingOnce(REQUESTS);
            assertThat(worker.failure()).isEmpty();
        }
    }

    private static List<String> startOvers(WorkerService worker) {
        return worker.metrics()
                .lines()
                .filter(line -> line.startsWith("captionstream_worker_start_overs_total"))
                .toList();
    }

    private void assertEverythingOnce(int requests) {
        List<Integer> good = IntStream.range(0, requests)
                .filter(i -> !RealCluster.isBad(i))
                .boxed()
                .toList();
        List<Integer> bad =
                IntStream.range(0, requests).filter(RealCluster::isBad).boxed().toList();
        try (CommittedTopic<Caption> captions = cluster.captions();
                CommittedTopic<DeadLetter> letters = cluster.deadLetters()) {
            await().atMost(PATIENCE)
                    .until(() -> captions.upToNow().size() >= good.size() * Requests.PROMPTS.size()
                            && letters.upToNow().size() >= bad.size());
            assertThat(captions.upToNow())
                    .extracting(Caption::getCaption)
                    .containsExactlyInAnyOrderElementsOf(good.stream()
                            .flatMap(i -> Requests.PROMPTS.stream().map(p -> p + " " + RealCluster.imageId(i)))
                            .toList());
            assertThat(letters.upToNow()).hasSize(bad.size());
            assertThat(reasons(letters.upToNow()))
                    .isEqualTo(bad.stream().collect(Collectors.toMap(RealCluster::imageId, RealCluster::reasonOf)));
        }
    }

    private static Map<String, String> reasons(List<DeadLetter> letters) {
        return letters.stream()
                .collect(Collectors.toMap(letter -> new String(letter.getKey().array()), DeadLetter::getReason));
    }
}
