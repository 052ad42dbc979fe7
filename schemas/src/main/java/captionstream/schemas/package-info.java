/** What the services share: topics, connection settings and the reason codes of failures. */
@NullMarked
package captionstream.schemas;

import org.jspecify.annotations.NullMarked;
