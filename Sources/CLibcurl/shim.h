#ifndef CLIBCURL_SHIM_H
#define CLIBCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call C functions with variable arguments, and curl_easy_setopt reads its third argument by the type that
// the option documents: a wrong type is undefined behaviour. So there is one inline wrapper for each argument type.

// Numbers and switches: libcurl reads a long, never an int.
static inline CURLcode curl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

// Sizes: a curl_off_t has 64 bits even where a long has 32.
static inline CURLcode curl_easy_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

// Texts: libcurl copies them, so that Swift's temporary C string is enough.
static inline CURLcode curl_easy_setopt_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

// Objects that libcurl keeps a pointer to (callback contexts, header lists, shares) or copies by size (POST bodies).
static inline CURLcode curl_easy_setopt_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

// CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION, whose callbacks have the same type.
static inline CURLcode curl_easy_setopt_write_function(CURL *handle, CURLoption option, curl_write_callback value) {
  return curl_easy_setopt(handle, option, value);
}

// Only http and https: the option that says so in words came with 7.85, when the one with bits was deprecated.
static inline CURLcode curl_easy_setopt_http_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// What a transfer tells as a long, for example its status.
static inline CURLcode curl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

// What a transfer tells as a curl_off_t, for example its times in microseconds.
static inline CURLcode curl_easy_getinfo_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

// What transfers share.
static inline CURLSHcode curl_share_setopt_data(CURLSH *share, CURLSHoption option, curl_lock_data value) {
  return curl_share_setopt(share, option, value);
}

// CURL_GLOBAL_DEFAULT is a macro that Swift does not import.
static inline CURLcode curl_global_init_default(void) {
  return curl_global_init(CURL_GLOBAL_DEFAULT);
}

#endif
