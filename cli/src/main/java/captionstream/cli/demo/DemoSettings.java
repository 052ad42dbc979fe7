package captionstream.cli.demo;

import captionstream.worker.image.FetchPolicy;
import java.nio.file.Path;

/**
 * What a demo runs on.
 *
 * @param data folder of the broker's, the registry's and the topologies' state
 * @param model the bundle
 * @param images folder of the sample images
 * @param uploads folder of images that are uploaded through the page
 * @param fetch where images may be read from, {@code uploads} among it
 * @param brokerPort 0 for a free one, as the others
 */
record DemoSettings(
        Path data,
        Path model,
        Path images,
        Path uploads,
        FetchPolicy fetch,
        int brokerPort,
        int registryPort,
        int dashboardPort,
        int queryPort) {}
