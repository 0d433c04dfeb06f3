package tams.ingest.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there is no answer to go by. */
enum Trouble {
    /** No connection came about, so the store never saw the request. */
    NOT_SENT,
    /** The request may have reached the store; then silence, or a broken connection. */
    NO_ANSWER,
    /** The status says success; the body is too large, or not what the API says. */
    UNREADABLE;

    static Trouble of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException) {
                return NOT_SENT;
            }
        }
        return NO_ANSWER;
    }
}
