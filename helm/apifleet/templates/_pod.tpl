{{/* What every pod of the chart has in common: include "apifleet.podSecurity" USER */}}
{{- define "apifleet.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "apifleet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* JVM flags for a small pod: one collector thread, and half of the limit for what is not heap. */}}
{{- define "apifleet.javaOptions" -}}
-XX:+UseSerialGC -XX:MaxRAMPercentage=45 -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp
{{- end }}

{{- define "apifleet.redisSecret" -}}
{{ if .Values.redis.enabled }}apifleet-redis{{ else }}{{ .Values.redis.external.secretName }}{{ end }}
{{- end }}
