package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class TorchTest {
    @Test
    void devicesGoByTheNamesOfEveryCommand() {
        assertThat(Torch.device("cpu")).isEqualTo(Device.cpu());
        assertThat(Torch.device("gpu").isGpu()).isTrue();
        assertThat(Torch.device("gpu:0")).isEqualTo(Device.gpu(0));
        assertThat(Torch.device("gpu:3")).isEqualTo(Device.gpu(3));
    }
}
