package captionstream.dashboard.web;

import captionstream.dashboard.access.Tls;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Where Jetty listens, in the clear or behind TLS. */
final class Connectors {
    /** What the kernel holds for a client that takes nothing; left to itself it goes up to some megabytes for each. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private Connectors() {}

    static Connector listening(PageSettings settings, Server server, HttpConfiguration http) {
        Tls tls = settings.tls();
        ServerConnector connector = tls == null
                ? new ServerConnector(server, new HttpConnectionFactory(http))
                : new ServerConnector(server, ssl(tls), new HttpConnectionFactory(secure(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    private static SslConnectionFactory ssl(Tls tls) {
        return new SslConnectionFactory(tls.contextFactory(), HttpVersion.HTTP_1_1.asString());
    }

    /** Which names are answered is for {@link HostCheck} to say, whatever the certificate holds. */
    private static HttpConfiguration secure(HttpConfiguration http) {
        HttpConfiguration secure = new HttpConfiguration(http);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return secure;
    }
}
