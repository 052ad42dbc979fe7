package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareGroupIT {
    private static final int REQUESTS = 100;
    private static final int HELD = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String GROUP = "sharing";

    private RealCluster cluster;

    @BeforeEach
    void start(@TempDir Path directory) {
        cluster = RealCluster.start(directory, 1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void moreWorkersThanPartitionsShareTheWork() {
        cluster.request(0, REQUESTS);
        MidBatch first = new MidBatch(1);
        MidBatch second = new MidBatch(1);
        try (WorkerService one = start(new FakeCaptioner().whileWorking(first::hold));
                WorkerService two = start(new FakeCaptioner().whileWorking(second::hold));
                CommittedTopic<Caption> captions = cluster.captions()) {
            first.awaitReached();
            second.awaitReached();
            try (WorkerService three = start(new FakeCaptioner())) {
                await().atMost(PATIENCE)
                        .until(() -> images(captions).size() >= good(REQUESTS).size() - 2 * HELD);
                first.release();
                second.release();

                assertEveryOutcomeIsThere(REQUESTS);
                assertThat(captions.upToNow()).hasSize(good(REQUESTS).size() * Requests.PROMPTS.size());
                assertThat(Stream.of(one, two, three).map(WorkerService::failure))
                        .allMatch(Optional::isEmpty);
            }
        }
    }

    @Test
    void whatAKilledWorkerHeldIsDoneByOthers() throws Exception {
        cluster.request(0, 2 * REQUESTS);
        try (WorkerProcess doomed = WorkerProcess.start(cluster, DeliveryMode.SHARE, "doomed")) {
            doomed.awaitBatches(5);
        }
        try (WorkerService heir = WorkerService.start(
                cluster.worker().delivery(DeliveryMode.SHARE).build(), new FakeCaptioner())) {
            assertEveryOutcomeIsThere(2 * REQUESTS);
            assertThat(heir.failure()).isEmpty();
        }
    }

    @Test
    void aWorkerThatStopsReleasesWhatItHasNotFinished() {
        cluster.set(GROUP, Map.of("share.record.lock.duration.ms", "60000"));
        cluster.request(0, HELD);
        MidBatch midBatch = new MidBatch(1);
        WorkerService stopping = WorkerService.start(
                config().drainTimeout(Duration.ZERO).build(), new FakeCaptioner().whileWorking(midBatch::hold));
        midBatch.awaitReached();
        Thread closing = new Thread(stopping::close);
        closing.start();
        await().atMost(PATIENCE).until(() -> !stopping.isRunning());

        try (WorkerService other = start(new FakeCaptioner());
                CommittedTopic<Caption> captions = cluster.captions()) {
            await().atMost(Duration.ofSeconds(45))
                    .until(() -> images(captions).size() == good(HELD).size());
            assertThat(other.failure()).isEmpty();
        }
        midBatch.release();
        await().atMost(PATIENCE).until(() -> !closing.isAlive());
    }

    @Test
    void aModelMayTakeLongerThanALockLasts() {
        cluster.set(GROUP, Map.of("share.record.lock.duration.ms", "15000"));
        cluster.request(0, 4);
        MidBatch midBatch = new MidBatch(1);
        FakeCaptioner waiting = new FakeCaptioner();
        try (WorkerService slow = start(new FakeCaptioner().whileWorking(midBatch::hold));
                CommittedTopic<Caption> captions = cluster.captions()) {
            midBatch.awaitReached();
            try (WorkerService idle = start(waiting)) {
                await().atMost(PATIENCE).until(() -> counted(slow, "locks_renewed") >= 3 * 4);
                midBatch.release();

                await().atMost(PATIENCE).until(() -> captions.upToNow().size() == 4 * Requests.PROMPTS.size());
                assertThat(waiting.calls).isEmpty();
                assertThat(counted(slow, "locks_refused")).isZero();
                assertThat(idle.failure()).isEmpty();
            }
        }
    }

    @Test
    void aRequestThatIsDeliveredAgainAndAgainIsGivenUpAsADeadLetter() {
        cluster.set(GROUP, Map.of("share.delivery.count.limit", "2"));
        cluster.request(0, 4);
        MidBatch midBatch = new MidBatch(1);
        WorkerService stopping = WorkerService.start(
                config().drainTimeout(Duration.ZERO).build(), new FakeCaptioner().whileWorking(midBatch::hold));
        midBatch.awaitReached();
        Thread closing = new Thread(stopping::close);
        closing.start();
        await().atMost(PATIENCE).until(() -> !stopping.isRunning());

        try (WorkerService other = start(new FakeCaptioner());
                CommittedTopic<DeadLetter> letters = cluster.deadLetters()) {
            await().atMost(PATIENCE).until(() -> letters.upToNow().size() == 4);
            assertThat(letters.upToNow()).allSatisfy(letter -> {
                assertThat(letter.getReason()).isEqualTo("delivered_too_often");
                assertThat(letter.getImageId()).startsWith("image-");
            });
            assertThat(other.failure()).isEmpty();
        }
        midBatch.release();
        await().atMost(PATIENCE).until(() -> !closing.isAlive());
    }

    @Test
    void aBrokerThatRestartsIsWaitedFor() {
        cluster.request(0, REQUESTS);
        MidBatch midBatch = new MidBatch(5);
        try (WorkerService worker = start(new FakeCaptioner().whileWorking(midBatch::hold))) {
            midBatch.awaitReached();
            cluster.restartBroker();
            midBatch.release();

            assertEveryOutcomeIsThere(REQUESTS);
            assertThat(worker.failure()).isEmpty();
        }
    }

    @Test
    void requestsOfAnAbortedTransactionAreNotCaptioned() {
        cluster.requestAndAbort(REQUESTS, REQUESTS + 4);
        cluster.request(0, 4);
        FakeCaptioner captioner = new FakeCaptioner();
        try (WorkerService worker = start(captioner);
                CommittedTopic<Caption> captions = cluster.captions()) {
            await().atMost(PATIENCE).until(() -> captions.upToNow().size() == 4 * Requests.PROMPTS.size());

            assertThat(captioner.calls.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(good(4));
            assertThat(worker.failure()).isEmpty();
        }
    }

    @Test
    void aGroupOfConsumersIsNotTakenForAShareGroup() {
        try (WorkerService other =
                WorkerService.start(cluster.worker().groupId(GROUP).build(), new FakeCaptioner())) {
            await().atMost(PATIENCE).until(() -> !cluster.members(GROUP).isEmpty());

            assertThatThrownBy(() -> start(new FakeCaptioner()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("group is 'sharing'");
            assertThat(other.failure()).isEmpty();
        }
    }

    @Test
    void aClusterWithoutShareGroupsIsRefusedWithWhatToDo() throws Exception {
        try (Admin admin = Admin.create(cluster.kafka.clientConfig())) {
            admin.updateFeatures(
                            Map.of("share.version", new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE)),
                            new UpdateFeaturesOptions())
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> start(new FakeCaptioner()))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessageContaining("upgrade --feature share.version=1");
    }

    private WorkerConfig.Builder config() {
        return cluster.worker().delivery(DeliveryMode.SHARE).groupId(GROUP);
    }

    private WorkerService start(FakeCaptioner captioner) {
        return WorkerService.start(config().build(), captioner);
    }

    /** As the meter of this name stands. */
    private static double counted(WorkerService worker, String name) {
        return worker.metrics()
                .lines()
                .filter(line -> line.startsWith("captionstream_worker_" + name + "_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static List<String> good(int requests) {
        return IntStream.range(0, requests)
                .filter(i -> !RealCluster.isBad(i))
                .mapToObj(RealCluster::imageId)
                .toList();
    }

    private static Set<String> images(CommittedTopic<Caption> captions) {
        return captions.upToNow().stream().map(Caption::getImageId).collect(Collectors.toSet());
    }

    private void assertEveryOutcomeIsThere(int requests) {
        Set<String> expected = good(requests).stream()
                .flatMap(id -> Requests.PROMPTS.stream().map(prompt -> prompt + " " + id))
                .collect(Collectors.toSet());
        Map<String, String> reasons = IntStream.range(0, requests)
                .filter(RealCluster::isBad)
                .boxed()
                .collect(Collectors.toMap(RealCluster::imageId, RealCluster::reasonOf));
        try (CommittedTopic<Caption> captions = cluster.captions();
                CommittedTopic<DeadLetter> letters = cluster.deadLetters()) {
            await().atMost(PATIENCE)
                    .until(() -> images(captions).size() == good(requests).size()
                            && reasons(letters.upToNow()).size() == reasons.size());
            assertThat(captions.upToNow().stream().map(Caption::getCaption).collect(Collectors.toSet()))
                    .isEqualTo(expected);
            assertThat(reasons(letters.upToNow())).isEqualTo(reasons);
        }
    }

    private static Map<String, String> reasons(List<DeadLetter> letters) {
        return letters.stream()
                .collect(Collectors.toMap(
                        letter -> new String(letter.getKey().array()), DeadLetter::getReason, (one, again) -> one));
    }
}
