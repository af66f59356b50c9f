#ifndef CMicroHTTPD_SHIM_H
#define CMicroHTTPD_SHIM_H

#include <microhttpd.h>

// Swift cannot call variadic C functions: one fixed signature for each way that we call one.

typedef void *(*CMicroHTTPDTargetCallback)(void *context, const char *target, struct MHD_Connection *connection);

/// Starts a daemon on a socket that listens already. NULL when it cannot start.
static inline struct MHD_Daemon *CMicroHTTPD_start(
    unsigned int flags, MHD_socket listening, void *context, MHD_NotifyConnectionCallback changed,
    CMicroHTTPDTargetCallback begun, MHD_AccessHandlerCallback handle, MHD_RequestCompletedCallback completed, size_t connection_memory,
    unsigned int connections, unsigned int connections_per_address, unsigned int idle_seconds,
    unsigned int threads)
{
    return MHD_start_daemon(
        flags, 0, NULL, NULL, handle, context,
        MHD_OPTION_LISTEN_SOCKET, listening,
        MHD_OPTION_NOTIFY_CONNECTION, changed, context,
        MHD_OPTION_URI_LOG_CALLBACK, begun, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        // A pool of one is refused: with one thread the list ends here.
        threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, threads,
        MHD_OPTION_END);
}

/// The address of the other end, or NULL.
static inline const struct sockaddr *CMicroHTTPD_client_address(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

/// The socket of a connection, -1 when there is none.
static inline int CMicroHTTPD_descriptor(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// What was kept with a connection when it was accepted, or NULL.
static inline void *CMicroHTTPD_kept(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

#endif
